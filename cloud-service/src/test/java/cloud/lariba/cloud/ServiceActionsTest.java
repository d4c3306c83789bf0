package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.InstanceObservation.State;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class ServiceActionsTest {

    @Test
    void anInstanceIsStoppedStartedAndRestarted() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        acts(machine, "stop");
        assertEquals("stopped", machine.read().getString("status"));
        assertEquals(State.STOPPED, FaultyProvider.resource(machine.id()).state);

        acts(machine, "start");
        assertEquals("running", machine.read().getString("status"));

        acts(machine, "reboot");
        assertEquals("running", machine.read().getString("status"));
        assertEquals(1, tenant.faults().count(Faults.Call.REBOOT));
    }

    @Test
    void aStoppedInstanceStaysStoppedWhenItIsResized() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        acts(machine, "stop");

        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), Map.of("plan", "small"))));

        assertEquals("stopped", machine.read().getString("status"));
    }

    @ParameterizedTest
    @CsvSource({"running, start", "stopped, stop", "stopped, reboot"})
    void anActionThatTheStatusDoesNotAllowIsRefused(String status, String action) {
        Tenant.Asked machine = Tenant.owner().running("compute");
        if (status.equals("stopped")) {
            acts(machine, "stop");
        }

        machine.act(action)
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"))
                .body("service_status", equalTo(status));
        machine.tenant()
                .post(machine.path() + "/actions?dry_run=true", Map.of("type", action))
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({
        "storage, start",
        "database, reboot",
        "compute, empty",
        "compute, rotate_credentials",
        "storage, snapshot"
    })
    void anActionThatTheTypeDoesNotHaveIsRefused(String type, String action) {
        Tenant.Asked service = Tenant.owner().running(type);

        service.act(action).then().statusCode(422).body("code", equalTo("not_supported_by_provider"));
    }

    @Test
    void anUnknownActionIsNamed() {
        Tenant.Asked service = Tenant.owner().running("storage");

        service.act("explode").then().statusCode(400).body("errors[0].pointer", equalTo("/type"));
        service.act("create").then().statusCode(400);
        service.act("delete_project").then().statusCode(400);
        service.act("delete_backup").then().statusCode(400);
    }

    @Test
    void parametersThatAnActionDoesNotHaveAreNamed() {
        Tenant.Asked machine = Tenant.owner().running("compute");

        machine.tenant()
                .post(machine.path() + "/actions", Map.of("type", "stop", "params", Map.of("when", "now")))
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown_field"))
                .body("errors[0].pointer", equalTo("/params/when"));
        machine.tenant()
                .post(machine.path() + "/actions", Map.of("type", "resize"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/params/plan"));
    }

    @Test
    void aBucketIsEmptiedBitByBit() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        for (int i = 0; i < 7; i++) {
            FaultyProvider.resource(bucket.id()).objects.add("object " + i);
        }

        acts(bucket, "empty");

        assertTrue(FaultyProvider.resource(bucket.id()).objects.isEmpty());
        assertEquals("running", bucket.read().getString("status"));
    }

    @Test
    void aDryRunOfAnActionDoesNothing() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        tenant.post(machine.path() + "/actions?dry_run=true", Map.of("type", "stop"))
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("stop"))
                .body("plan.changes[0].after", equalTo("stopped"));

        assertEquals(0, tenant.faults().count(Faults.Call.STOP));
        assertEquals("running", machine.read().getString("status"));
    }

    private static void acts(Tenant.Asked service, String action) {
        JsonPath operation = service.tenant().await(Tenant.operationOf(service.act(action)));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
    }
}
