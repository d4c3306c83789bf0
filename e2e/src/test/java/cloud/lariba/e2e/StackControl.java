package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** What whoever runs the stack can do: kill its processes, bring it up again, look behind the API. */
final class StackControl {

    private static final Duration START_PATIENCE = Duration.ofSeconds(180);

    private final Path home;
    private final Path command;

    StackControl() {
        this.home = Stack.home().orElseThrow();
        this.command = Stack.command().orElseThrow();
    }

    /** Whether the stack runs on this machine, so that its processes can be killed. */
    static boolean isPossible() {
        return Stack.home().isPresent() && Stack.command().isPresent();
    }

    JsonNode status() {
        return Json.parse(lariba("status", "--json").output());
    }

    /** The process of a part, when it has one just now. */
    Optional<Long> pid(String part) {
        return Json.stream(status().path("services"))
                .filter(service -> service.path("name").asText().equals(part))
                .map(service -> service.path("pid"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .findFirst();
    }

    /** {@code kill -9} of one part. */
    void kill(String part) {
        kill(pid(part).orElseThrow(() -> new AssertionError(part + " has no process")));
    }

    /** {@code kill -9} of the launcher and of every part. */
    void killEverything() {
        JsonNode status = status();
        kill(status.path("launcher_pid").asLong());
        Json.stream(status.path("services"))
                .map(service -> service.path("pid"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .forEach(StackControl::kill);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            assertThat(process.destroyForcibly()).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
        });
    }

    /** Brings the stack up again; whoever cleans up after a killed launcher may hold the stack for a moment. */
    void up() {
        await().atMost(START_PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Run up = lariba("up", "--detach");
            assertThat(up.exitCode()).as(up.output()).isZero();
        });
        awaitHealthy();
    }

    void awaitHealthy() {
        await().atMost(START_PATIENCE)
                .ignoreExceptions()
                .until(() -> Call.get("/health").expect(200).text("status").equals("UP"));
    }

    /** All buckets of the S3 server, seen by its administrator. */
    List<String> buckets() {
        Properties settings = properties("run/s3.properties");
        try (S3Client s3 = Buckets.client(
                status().path("s3_endpoint").asText(),
                "us-east-1",
                settings.getProperty("access-key"),
                settings.getProperty("secret-key"))) {
            return s3.listBuckets().buckets().stream()
                    .map(bucket -> bucket.name())
                    .toList();
        }
    }

    /** All databases and roles of the PostgreSQL server, seen by its superuser. */
    List<String> databasesAndRoles() {
        String password = properties("secrets/secrets.properties").getProperty("password.database.superuser");
        int port = status().path("postgres_port").asInt();
        try (Connection connection = Databases.connect("127.0.0.1", port, "postgres", "postgres", password)) {
            return Stream.concat(
                            Databases.column(connection, "select 'database ' || datname from pg_database").stream(),
                            Databases.column(connection, "select 'role ' || rolname from pg_roles").stream())
                    .toList();
        } catch (SQLException e) {
            throw new AssertionError("the superuser cannot look", e);
        }
    }

    private Properties properties(String file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve(file))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private record Run(int exitCode, String output) {}

    private Run lariba(String... arguments) {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--home", home.toString()));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
