package cloud.lariba.gateway.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RouteTableTest {

    private static final long MIB = 1024 * 1024;

    private final RouteTable table = CDI.current().select(RouteTable.class).get();

    @Test
    void requestsHaveOneMebibyteAndHalfAMinute() {
        Route route = table.find("POST", "/auth/login").orElseThrow();

        assertEquals(MIB, route.bodyLimit());
        assertEquals(Duration.ofSeconds(30), route.responseTimeout());
    }

    @ParameterizedTest
    @CsvSource({"POST, 4", "GET, 1", "DELETE, 1"})
    void samplesHaveFourMebibytes(String method, long mebibytes) {
        assertEquals(
                mebibytes * MIB, table.find(method, "/analytics").orElseThrow().bodyLimit());
    }

    @ParameterizedTest
    @CsvSource({"/operations/1, 75", "/events/stream, 0", "/events, 30", "/events/streams, 30"})
    void longPollsWaitLongerAndEventStreamsForEver(String path, long seconds) {
        assertEquals(
                Duration.ofSeconds(seconds),
                table.find("GET", path).orElseThrow().responseTimeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/internal",
                "/internal/token",
                "/q",
                "/q/health",
                "/userss",
                "/Users",
                "/users/",
                "/user",
                "/metrics"
            })
    void whatTheTableDoesNotNameDoesNotExist(String path) {
        assertTrue(table.find("GET", path).isEmpty());
    }

    @Test
    void invitationsAreSecrets() {
        assertTrue(table.find("POST", "/invitations/x/accept").orElseThrow().secretPath());
    }
}
