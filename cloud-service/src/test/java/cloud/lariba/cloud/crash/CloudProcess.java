package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The packaged service in a process of its own. */
final class CloudProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path settings;
    private final Path log;
    private final Path archive;
    private final int port;
    private @Nullable Process process;

    CloudProcess(Path directory, String name, int port, Map<String, String> settings) {
        this.settings = directory.resolve(name + ".properties");
        this.log = directory.resolve(name + ".log");
        this.archive = directory.resolve("classes.jsa");
        this.port = port;
        Properties all = new Properties();
        all.putAll(settings);
        all.setProperty("config_ordinal", "275");
        all.setProperty("quarkus.http.host", "127.0.0.1");
        all.setProperty("quarkus.http.port", Integer.toString(port));
        try (var out = Files.newBufferedWriter(this.settings)) {
            all.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    /** Starts it and waits until it is ready. */
    void start() {
        begin();
        awaitReady();
    }

    /** Starts it. */
    void begin() {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+AutoCreateSharedArchive",
                            "-XX:SharedArchiveFile=" + archive,
                            "-Xlog:disable",
                            "-jar",
                            JAR.toAbsolutePath().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("QUARKUS_PROFILE", "local");
            builder.environment()
                    .put("QUARKUS_CONFIG_LOCATIONS", settings.toUri().toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!isAlive()) {
                throw new AssertionError("the service ended; see " + log + ":\n" + Files.readString(log));
            }
            return isReady();
        });
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Ends it in order, which lets it keep its classes for the next start. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.onExit().join();
        }
    }

    private boolean isReady() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                .toURL()
                .openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
