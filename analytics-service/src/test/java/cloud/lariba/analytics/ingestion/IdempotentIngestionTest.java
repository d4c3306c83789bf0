package cloud.lariba.analytics.ingestion;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotentIngestionTest {

    private final Tenant tenant = Tenant.owner();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private ValidatableResponse post(String key, Map<String, Object> point) {
        return tenant.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("points", List.of(point)))
                .post("/analytics")
                .then();
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAndChangesNothing() {
        post("one", tenant.point("m", 1, now)).statusCode(202).header("Idempotency-Replayed", nullValue());
        tenant.post(tenant.point("m", 2, now)).statusCode(202);

        post("one", tenant.point("m", 1, now))
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("accepted", is(1));

        assertEquals(List.of(2.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        post("one", tenant.point("m", 1, now)).statusCode(202);

        post("one", tenant.point("m", 2, now)).statusCode(422).body("code", equalTo("idempotency_key_reused"));

        assertEquals(List.of(1.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void aKeyOfARefusedRequestCanBeUsedAgain() {
        Tenant other = Tenant.owner();
        post("one", other.point("m", 1, now)).statusCode(404);

        post("one", tenant.point("m", 1, now)).statusCode(202);
    }

    @Test
    void aKeyMustBePrintable() {
        post("x".repeat(256), tenant.point("m", 1, now)).statusCode(400).body("code", equalTo("invalid_input"));
    }
}
