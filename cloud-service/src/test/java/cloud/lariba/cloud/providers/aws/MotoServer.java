package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The emulator of AWS, in a process of its own on a free port; one for the test JVM. */
final class MotoServer {

    /** Why tests against it are skipped. */
    static final String ABSENT = "moto_server is not on the PATH; get it with: pip install 'moto[server]'";

    private static final String COMMAND = "moto_server";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI endpoint;

    private MotoServer(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Whether there is one on this machine; says so loudly when there is none. */
    static boolean isInstalled() {
        boolean installed = command().isPresent();
        if (!installed) {
            System.err.println("SKIPPED: " + ABSENT);
        }
        return installed;
    }

    static MotoServer running() {
        return Running.INSTANCE;
    }

    /** The provider on it, straight, without faults. */
    static AwsProvider provider() {
        return Running.PROVIDER;
    }

    URI endpoint() {
        return endpoint;
    }

    private static Optional<Path> command() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, COMMAND))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Another one, of which nobody knows. */
    static MotoServer start() {
        try {
            int port = freePort();
            Path log = Files.createTempFile("moto-", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            command().orElseThrow().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // Without credentials of the machine's owner: nothing here may ever reach AWS.
            builder.environment().put("AWS_ACCESS_KEY_ID", "testing");
            builder.environment().put("AWS_SECRET_ACCESS_KEY", "testing");
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, log)));
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            await().atMost(PATIENCE).until(() -> answers(endpoint));
            return new MotoServer(endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(URI endpoint) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(Process process, Path log) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        log.toFile().delete();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Running {
        static final MotoServer INSTANCE = start();
        static final AwsProvider PROVIDER = AwsSettings.provider(AwsSettings.of(INSTANCE.endpoint()));
    }
}
