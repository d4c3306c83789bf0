package cloud.lariba.analytics.ingestion;

import cloud.lariba.analytics.series.Sample;
import cloud.lariba.analytics.series.Samples;
import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Points per second through HTTP beside the same rows by plain {@code COPY} into a table of the same shape, both durable after every
 * 10 000. Not part of the tests; {@code ./mvnw -pl analytics-service test -Dtest=IngestionBenchmark} prints the table.
 */
@QuarkusTest
class IngestionBenchmark {

    private static final int REQUESTS = 40;
    private static final int POINTS = 10_000;
    private static final int SERIES = 1_000;

    @Inject
    Samples samples;

    private final Instant base = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));

    @Test
    void compare() throws Exception {
        StringBuilder table = new StringBuilder("\nway in                          points/s\n");
        for (int round = 0; round < 3; round++) {
            table.append("plain COPY, one connection      %8.0f%n".formatted(copy(round)));
            table.append("the same rows, in process       %8.0f%n".formatted(inProcess()));
            for (int clients : new int[] {1, 4}) {
                table.append("POST /analytics, %d client(s)    %8.0f%n".formatted(clients, http(clients)));
            }
        }
        System.out.println(table);
    }

    private double copy(int round) throws Exception {
        UUID project = UUID.randomUUID();
        List<byte[]> batches = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < POINTS; i++) {
                rows.append(project)
                        .append('\t')
                        .append(i % SERIES)
                        .append('\t')
                        .append(time(request, i))
                        .append('\t')
                        .append(i * 0.25)
                        .append('\n');
            }
            batches.add(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        try (Connection connection = StoredSamples.connect();
                Statement statement = connection.createStatement()) {
            String name = "plain_" + round;
            statement.execute("create table " + name + " (like samples including all)");
            long start = System.nanoTime();
            for (byte[] batch : batches) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + name + " from stdin", new ByteArrayInputStream(batch));
            }
            return perSecond(start);
        }
    }

    private double inProcess() {
        UUID project = UUID.randomUUID();
        List<List<Sample>> batches = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            List<Sample> batch = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                batch.add(Sample.of(project, i % SERIES, time(request, i), i * 0.25));
            }
            batches.add(batch);
        }
        long start = System.nanoTime();
        batches.forEach(samples::write);
        return perSecond(start);
    }

    private double http(int clients) throws Exception {
        Tenant tenant = Tenant.owner();
        List<HttpRequest> requests = new ArrayList<>();
        URI uri = URI.create("http://localhost:" + RestAssured.port + "/analytics");
        for (int request = 0; request < REQUESTS; request++) {
            requests.add(HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + tenant.token())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(tenant, request)))
                    .build());
        }
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            long start = System.nanoTime();
            List<Callable<Integer>> calls = requests.stream()
                    .<Callable<Integer>>map(request -> () -> client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .toList();
            for (Future<Integer> status : threads.invokeAll(calls)) {
                if (status.get() != 202) {
                    throw new IllegalStateException("status " + status.get());
                }
            }
            return perSecond(start);
        }
    }

    private String body(Tenant tenant, int request) {
        StringBuilder body = new StringBuilder("{\"points\":[");
        for (int i = 0; i < POINTS; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"project_id\":\"")
                    .append(tenant.projectId())
                    .append("\",\"metric\":\"cpu.percent\",\"value\":")
                    .append(i * 0.25)
                    .append(",\"timestamp\":\"")
                    .append(time(request, i))
                    .append("\",\"labels\":{\"host\":\"host-")
                    .append(i % SERIES)
                    .append("\"}}");
        }
        return body.append("]}").toString();
    }

    /** Each request goes on where the one before ended, ten samples a series. */
    private Instant time(int request, int i) {
        return base.plusSeconds(request * 10L + i / SERIES);
    }

    private static double perSecond(long start) {
        return REQUESTS * (double) POINTS * 1e9 / (System.nanoTime() - start);
    }
}
