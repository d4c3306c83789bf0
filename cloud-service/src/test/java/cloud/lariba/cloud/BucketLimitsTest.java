package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where buckets have an end: of their keys, and of the time to empty them. */
@ServiceTest
class BucketLimitsTest {

    private static final int KEYS = 8;

    @Inject
    Ledger ledger;

    @Test
    void aBucketHasSoManyKeysAndNoMoreUntilTheyAreTakenAway() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        for (int i = 0; i < KEYS; i++) {
            tenant.request().post(bucket.path() + "/credentials").then().statusCode(200);
        }

        tenant.request()
                .post(bucket.path() + "/credentials")
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_exceeded"))
                .body("dimension", equalTo("access_keys"))
                .body("limit", equalTo(KEYS))
                .body("used", equalTo(KEYS));
        assertEquals(KEYS, tenant.faults().count(Call.ISSUE));

        tenant.await(Tenant.operationOf(bucket.act("rotate_credentials")));
        tenant.request().post(bucket.path() + "/credentials").then().statusCode(200);
    }

    @Test
    void whatCallsThatDiedHaveLeftIsNotInTheWayOfKeys() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        FaultyProvider.resource(bucket.id()).keysLeftBehind = KEYS;

        tenant.request().post(bucket.path() + "/credentials").then().statusCode(200);
    }

    @Test
    void whatOneOperationHasNoTimeToEmptyTheNextOneGoesOnWith() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        FaultyProvider.resource(bucket.id()).objects.addAll(List.of("a", "b", "c", "d", "e", "f"));
        Gate gate = tenant.faults().block(Call.EMPTY);
        UUID first = Tenant.operationOf(tenant.delete(bucket.path() + "?force=true"));
        gate.awaitArrival();
        ledger.passDeadline(first);
        ledger.giveToAnother(first);
        ledger.expireLease(first);

        JsonPath failed = tenant.await(first);
        gate.open();

        assertEquals("failed", failed.getString("state"));
        assertEquals("bucket_not_empty", failed.getString("error.code"));
        assertEquals("deadline", failed.getString("error.reason"));
        assertTrue(failed.getBoolean("retryable"));
        assertEquals("running", bucket.read().getString("status"));

        JsonPath again = tenant.await(Tenant.operationOf(tenant.delete(bucket.path() + "?force=true")));
        assertEquals("succeeded", again.getString("state"));
    }
}
