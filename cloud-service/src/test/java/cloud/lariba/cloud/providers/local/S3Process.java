package cloud.lariba.cloud.providers.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The S3 server of the local stack, in a process of its own as there; one for the test JVM. */
final class S3Process {

    static final String ACCESS_KEY = "ADMINISTRATOR";
    static final String SECRET_KEY = "the-administrators-secret";
    static final String KEY_MASTER = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    private static final String STARTED = "s3-server-started port=";

    private final int port;

    private S3Process(int port) {
        this.port = port;
    }

    static S3Process running() {
        return Running.INSTANCE;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private static S3Process start() {
        Path local = Path.of("..", "local", "target").toAbsolutePath().normalize();
        if (!Files.isDirectory(local.resolve("lib"))) {
            throw new IllegalStateException(
                    "The S3 server is not built; run: ./mvnw -pl local package -DskipTests (looked in " + local + ")");
        }
        try {
            Path directory = Files.createTempDirectory("lariba-s3-");
            Path settings = directory.resolve("s3.properties");
            Files.writeString(settings, settings(directory.resolve("store")));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // As the local stack runs it.
                            "-Xms32m",
                            "-Xmx384m",
                            "-XX:+UseG1GC",
                            "-XX:ParallelGCThreads=2",
                            "-Xss512k",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            local.resolve("classes") + ":" + local.resolve("lib") + "/*",
                            "cloud.lariba.local.s3.S3Server",
                            settings.toString())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, directory)));
            return new S3Process(portOf(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(Path store) {
        return Map.of(
                        "port", "0",
                        "store", store.toString(),
                        "access-key", ACCESS_KEY,
                        "secret-key", SECRET_KEY,
                        "key-master", KEY_MASTER)
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static int portOf(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(STARTED)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return Integer.parseInt(line.substring(STARTED.length()).strip());
            }
            seen.add(line);
        }
        throw new IllegalStateException("the S3 server ended: " + seen);
    }

    private static void end(Process process, Path directory) {
        process.destroyForcibly();
        try {
            process.waitFor();
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Running {
        static final S3Process INSTANCE = start();
    }
}
