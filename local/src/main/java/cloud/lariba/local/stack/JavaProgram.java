package cloud.lariba.local.stack;

import cloud.lariba.local.process.LogFile;
import cloud.lariba.local.process.Program;
import cloud.lariba.local.process.Termination;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A Java program that answers HTTP when it is ready.
 *
 * @param heap the options of its heap
 * @param arguments further options, the main class or {@code -jar}, and the program's arguments
 * @param environment added to the launcher's own environment
 * @param probe what is asked to learn whether it is ready
 * @param ready which answers mean that it is
 */
record JavaProgram(
        String name,
        List<String> heap,
        List<String> arguments,
        ClassArchive archive,
        Map<String, String> environment,
        URI probe,
        IntPredicate ready,
        LogFile log)
        implements Program {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration SHUTDOWN = Duration.ofSeconds(60);
    private static final int PROBE_MILLIS = 1_000;

    @Override
    public Process start(boolean ranBefore) throws IOException {
        // Its input stays open as long as the launcher lives; the S3 server ends when it is closed.
        ProcessBuilder builder =
                new ProcessBuilder(command(ranBefore)).redirectErrorStream(true).redirectOutput(log.append());
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            try {
                return ready.test(connection.getResponseCode());
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop(ProcessHandle process) {
        if (Termination.terminate(Set.of(process), SHUTDOWN)) {
            archive.keep();
        }
    }

    private List<String> command(boolean ranBefore) {
        List<String> all = new ArrayList<>(archive.options(!ranBefore));
        all.addAll(arguments);
        return Jvm.command(heap, all);
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }
}
