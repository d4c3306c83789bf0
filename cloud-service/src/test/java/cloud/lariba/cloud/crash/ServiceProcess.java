package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A packaged service in a process of its own. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path jar;
    private final Path settings;
    private final Path log;
    private final Path archive;
    private final int port;
    private @Nullable Process process;

    /**
     * A process that has not been started.
     *
     * @param directory where its settings and its log are kept
     * @param module the service's module, which has been built
     * @param name what tells it from others in that directory
     * @param port where it listens
     * @param settings what it is to know besides that
     */
    ServiceProcess(Path directory, String module, String name, int port, Map<String, String> settings) {
        this.jar = Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar");
        assertTrue(Files.exists(jar), () -> "not built; run: ./mvnw package -DskipTests -pl " + module + " -am");
        this.settings = directory.resolve(name + ".properties");
        this.log = directory.resolve(name + ".log");
        this.archive = directory.resolve(module + ".jsa");
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
                            jar.toAbsolutePath().toString()))
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

    /** Stops the clock for it: it does nothing, and says goodbye to nobody. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on as if no time had passed. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Process running = process;
        if (running != null) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts it, ends it in order, which lets it keep its classes for later starts, and starts it again. */
    void startTwice() {
        start();
        Process running = process;
        if (running != null) {
            running.destroy();
            running.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
        start();
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
