package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an operation and its service when the provider fails, by the kind of failure. */
@ServiceTest
class FailureTest {

    @Inject
    Ledger ledger;

    @Test
    void aFailureThatMayPassIsTriedAgain() {
        Tenant tenant = Tenant.owner();
        tenant.faults()
                .fail(Call.ENSURE, Faults::throttled)
                .fail(Call.ENSURE, Faults::unavailable)
                .fail(Call.ENSURE, Faults::throttled);

        JsonPath operation = tenant.ask("storage").ends("succeeded");

        assertEquals(4, operation.getInt("steps[0].attempts"));
        assertEquals(1, operation.getInt("steps[1].attempts"));
        assertNull(operation.getString("error"));
    }

    @Test
    void aBugIsTriedAgainToo() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.OBSERVE, () -> new NullPointerException("a bug"));

        tenant.ask("storage").succeeds();
    }

    @Test
    void aPermanentFailureFailsTheOperationAndTheService() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.ENSURE, Faults::refused);
        Tenant.Asked machine = tenant.ask("compute");

        machine.operation();

        tenant.get("/operations/{id}", machine.operationId())
                .then()
                .body("state", equalTo("failed"))
                .body("retryable", equalTo(false))
                .body("error.code", equalTo("provider_error"))
                .body("error.type", equalTo("https://lariba.cloud/problems/provider_error"))
                .body("error.reason", equalTo("invalid_spec"))
                .body("error.detail", equalTo("The provider does not take this."))
                .body("steps.state", equalTo(List.of("succeeded", "failed", "cancelled")))
                .body("finished_at", notNullValue());
        tenant.get(machine.path())
                .then()
                .body("status", equalTo("failed"))
                .body("state_reason", equalTo("The provider does not take this."))
                .body("conditions[0].reason", equalTo("invalid_spec"))
                .body("operation_id", nullValue());
    }

    @Test
    void aFailureThatNeedsAPersonEndsTheOperationAsOneToTryAgain() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.ENSURE, Faults::needsPerson);

        JsonPath operation = tenant.ask("database").ends("failed");

        assertTrue(operation.getBoolean("retryable"));
        assertEquals("quota", operation.getString("error.reason"));
    }

    @Test
    void aFailedServiceCanBeDeleted() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.OBSERVE, Faults::refused);
        Tenant.Asked bucket = tenant.ask("storage");
        bucket.ends("failed");
        assertTrue(FaultyProvider.exists(bucket.id()));

        JsonPath deletion = tenant.await(Tenant.operationOf(tenant.delete(bucket.path())));

        assertEquals("succeeded", deletion.getString("state"));
        assertFalse(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void aFailedServiceIsMadeByItsNextChange() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.ENSURE, Faults::needsPerson);
        Tenant.Asked machine = tenant.ask("compute");
        machine.ends("failed");

        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), Map.of("spec", Map.of("disk_gb", 40)))));

        assertEquals("running", machine.read().getString("status"));
    }

    @Test
    void theDeadlineEndsWhatIsTriedAgainAndAgain() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        tenant.faults().fail(Call.OBSERVE, Faults::throttled);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();
        ledger.passDeadline(bucket.operationId());

        // The worker has read the deadline already; the next one to take the operation reads the new one.
        ledger.giveToAnother(bucket.operationId());
        gate.open();
        ledger.expireLease(bucket.operationId());

        JsonPath operation = bucket.ends("failed");
        assertEquals("throttled", operation.getString("error.reason"));
        assertTrue(operation.getBoolean("retryable"));
    }

    @Test
    void aRefusedChangeLeavesTheServiceAsItWas() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        tenant.faults().fail(Call.ENSURE, Faults::refused);

        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), Map.of("spec", Map.of("disk_gb", 40)))));

        tenant.get(machine.path())
                .then()
                .body("status", equalTo("running"))
                .body("state_reason", equalTo("The provider does not take this."))
                .body("generation", equalTo(2))
                .body("observed_generation", equalTo(1));
    }

    @Test
    void aChangeThatFailedIsCarriedOutWhenItIsAskedForAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Map<String, Object> change = Map.of("spec", Map.of("disk_gb", 40));
        tenant.faults().fail(Call.ENSURE, Faults::refused);
        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), change)));
        tenant.patch(machine.path(), Map.of("labels", Map.of("tier", "web")))
                .then()
                .statusCode(200);

        var again = tenant.patch(machine.path(), change);

        again.then().statusCode(202);
        assertEquals("succeeded", tenant.await(Tenant.operationOf(again)).getString("state"));
        tenant.get(machine.path())
                .then()
                .body("spec.disk_gb", equalTo(40))
                .body("generation", equalTo(3))
                .body("observed_generation", equalTo(3));
        tenant.patch(machine.path(), change).then().statusCode(200);
    }

    @Test
    void aResizeThatFailedIsCarriedOutWhenItIsAskedForAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Map<String, Object> resize = Map.of("type", "resize", "params", Map.of("plan", "small"));
        tenant.faults().fail(Call.ENSURE, Faults::refused);
        tenant.await(Tenant.operationOf(tenant.post(machine.path() + "/actions", resize)));

        var again = tenant.post(machine.path() + "/actions", resize);

        again.then().statusCode(202);
        assertEquals("succeeded", tenant.await(Tenant.operationOf(again)).getString("state"));
    }

    @Test
    void aChangeThatSomebodyHasToHelpLeavesTheServiceAsItIsSeen() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        tenant.faults().fail(Call.STOP, Faults::needsPerson);

        tenant.await(Tenant.operationOf(machine.act("stop")));
        assertEquals("running", machine.read().getString("status"));

        tenant.await(Tenant.operationOf(machine.act("stop")));
        assertEquals("stopped", machine.read().getString("status"));
    }

    @Test
    void aDeletionThatFailsLeavesTheServiceFailedAndCanBeRepeated() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        tenant.faults().fail(Call.DELETE, Faults::needsPerson);

        assertEquals(
                "failed",
                tenant.await(Tenant.operationOf(tenant.delete(database.path()))).getString("state"));
        assertEquals("failed", database.read().getString("status"));

        assertEquals(
                "succeeded",
                tenant.await(Tenant.operationOf(tenant.delete(database.path()))).getString("state"));
    }

    @Test
    void anUnreachableProviderLeavesTheServiceReadyAndSaysThatItIsDegraded() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Call.ENSURE, Faults::unavailable);
        Gate gate = tenant.faults().block(Call.ENSURE);
        tenant.ask("storage");
        gate.awaitArrival();

        tenant.request()
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'provisioning' }.status", equalTo("UP"));
        gate.open();
    }
}
