package cloud.lariba.gateway.forwarding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.OddSurroundings;
import cloud.lariba.gateway.testing.RawClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OddSurroundings.class)
class UnreachableServiceTest {

    @Test
    void theCallerIsToldWhenToComeBack() {
        String answer = Call.signedIn().ask("GET /analytics");

        assertEquals(503, RawClient.status(answer), answer);
        assertTrue(answer.contains("\"code\":\"upstream_unavailable\""), answer);
        assertTrue(answer.contains("retry-after: "), answer);
    }

    @Test
    void theOthersAreStillReached() {
        assertEquals(200, RawClient.status(Call.signedIn().ask("GET /projects")));
    }

    @Test
    void theInstallationIsDegraded() {
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("DEGRADED"))
                .body("services.analytics.status", equalTo("DOWN"));
    }
}
