package cloud.lariba.cloud;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServiceTest
class ServiceDeletionTest {

    @Test
    void aDeletedServiceIsGoneButItsOperationIsNot() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        Response accepted = tenant.delete(bucket.path());

        accepted.then().statusCode(202).header("Location", startsWith("/operations/"));
        UUID operation = Tenant.operationOf(accepted);
        assertEquals("succeeded", tenant.await(operation).getString("state"));
        tenant.get(bucket.path()).then().statusCode(404);
        tenant.get(bucket.path() + "/operations").then().statusCode(404);
        tenant.get("/services").then().body("items", empty());
        tenant.get("/operations/{id}", operation).then().statusCode(200);
        tenant.get("/events").then().body("items.data.status", hasItem("deleted"));
        assertFalse(FaultyProvider.exists(bucket.id()));
        tenant.delete(bucket.path()).then().statusCode(404);
    }

    @Test
    void aProtectedServiceIsNotDeleted() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        tenant.patch(bucket.path(), Map.of("deletion_protection", true)).then().statusCode(200);

        tenant.delete(bucket.path() + "?force=true").then().statusCode(409).body("code", equalTo("deletion_protected"));
    }

    @Test
    void aBucketWithObjectsIsNotDeletedUnlessForced() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        for (int i = 0; i < 5; i++) {
            FaultyProvider.resource(bucket.id()).objects.add("object " + i);
        }

        tenant.delete(bucket.path()).then().statusCode(409).body("code", equalTo("bucket_not_empty"));
        tenant.delete(bucket.path() + "?dry_run=true").then().statusCode(409).body("code", equalTo("bucket_not_empty"));
        assertEquals("running", bucket.read().getString("status"));

        JsonPath forced = tenant.await(Tenant.operationOf(tenant.delete(bucket.path() + "?force=true")));
        assertEquals("succeeded", forced.getString("state"));
        assertFalse(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void aBucketThatIsFilledMeanwhileStays() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Gate gate = tenant.faults().block(Call.DELETE);
        UUID operation = Tenant.operationOf(tenant.delete(bucket.path()));
        gate.awaitArrival();
        FaultyProvider.resource(bucket.id()).objects.add("late");

        gate.open();

        assertEquals("bucket_not_empty", tenant.await(operation).getString("error.code"));
        assertEquals("running", bucket.read().getString("status"));
        assertTrue(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void aProviderThatDoesNotAnswerDoesNotHoldUpTheRequest() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        tenant.faults().fail(Call.IS_EMPTY, Faults::unavailable);

        assertEquals(
                "succeeded",
                tenant.await(Tenant.operationOf(tenant.delete(bucket.path()))).getString("state"));
    }

    @Test
    void aDryRunOfADeletionDeletesNothing() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        tenant.delete(bucket.path() + "?dry_run=true")
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("delete"))
                .body("plan.changes[0].field", equalTo("status"));

        assertEquals("running", bucket.read().getString("status"));
        assertNull(bucket.read().getString("operation_id"));
        tenant.delete(bucket.path() + "?dry_run=1").then().statusCode(400);
    }
}
