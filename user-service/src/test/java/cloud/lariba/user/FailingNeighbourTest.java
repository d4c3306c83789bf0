package cloud.lariba.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A neighbour that takes every connection and answers every request with 500 is left alone like one that is away. */
@QuarkusTest
@TestProfile(FailingNeighbourTest.Surroundings.class)
class FailingNeighbourTest {

    /** The volume from which the circuit breaker judges. */
    private static final int THRESHOLD = 20;

    @Test
    void it_is_not_called_any_more_and_callers_hear_when_to_come_back() {
        for (int request = 0; request < 3 * THRESHOLD; request++) {
            given().header("Authorization", "Bearer " + TestTokens.user(UUID.randomUUID()))
                    .get("/users/me")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                    .body("code", equalTo("upstream_unavailable"));
        }

        assertEquals(THRESHOLD, FailingNeighbours.CALLS.get());
    }

    /** auth-service fails, and an open circuit stays open for the rest of the test. */
    public static final class Surroundings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("cloud.lariba.user.accounts.Accounts/find/CircuitBreaker/delay", "600000");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresTestResource.class),
                    new TestResourceEntry(IdentityTestResource.class),
                    new TestResourceEntry(FailingNeighbours.class));
        }
    }

    /** Answers 500 to everything. */
    public static final class FailingNeighbours implements QuarkusTestResourceLifecycleManager {

        static final AtomicInteger CALLS = new AtomicInteger();

        private final HttpServer server = bind();

        private static HttpServer bind() {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Map<String, String> start() {
            server.createContext("/", exchange -> {
                CALLS.incrementAndGet();
                exchange.sendResponseHeaders(500, -1);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "quarkus.rest-client.auth-service.url",
                    "http://localhost:" + server.getAddress().getPort());
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }
}
