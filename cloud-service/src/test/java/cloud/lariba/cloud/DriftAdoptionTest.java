package cloud.lariba.cloud;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cloud.lariba.cloud.providers.InstanceObservation.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of a project take over what was observed, as it was observed last. */
@ServiceTest
class DriftAdoptionTest extends Drifting {

    @Test
    void whatWasObservedIsAdoptedAsANewGeneration() {
        Tenant.Asked machine = drifted("t3.large", 50, true);

        done(machine, Map.of("type", "adopt"));

        machine.tenant()
                .get(machine.path())
                .then()
                .body("spec.instance_type", equalTo("t3.large"))
                .body("spec.disk_gb", equalTo(50))
                .body("spec.firewall", hasSize(1))
                .body("generation", equalTo(2))
                .body("observed_generation", equalTo(2))
                .body("status", equalTo("running"))
                .body("drift", nullValue());
        assertEquals(1, machine.tenant().faults().count(Faults.Call.ENSURE));
    }

    @Test
    void someFieldsAreAdoptedAndTheOthersGoOnToDiffer() {
        Tenant.Asked machine = drifted("t3.large", 50, true);

        done(machine, Map.of("type", "adopt", "params", Map.of("fields", List.of("disk_gb"))));

        machine.tenant()
                .get(machine.path())
                .then()
                .body("spec.instance_type", equalTo("t3.micro"))
                .body("spec.disk_gb", equalTo(50))
                .body("drift.differences.field", contains("instance_type", "firewall"));
        assertEquals("t3.large", settings(machine).instanceType());
    }

    @Test
    void aStateIsAdopted() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        FaultyProvider.resource(machine.id()).state = State.STOPPED;
        lookAt(machine);

        done(machine, Map.of("type", "adopt"));

        assertEquals("stopped", machine.read().getString("status"));
        assertNull(machine.read().get("drift"));
    }

    @ParameterizedTest
    @CsvSource({"t9.huge, 20, /spec/instance_type", "t3.micro, 10, /spec/disk_gb"})
    void whatNoSpecMayAskForIsNotAdopted(String type, int disk, String pointer) {
        Tenant.Asked machine = drifted(type, disk, false);

        act(machine, Map.of("type", "adopt"))
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"))
                .body("detail", containsString(pointer))
                .body("fields.pointer", contains(pointer));

        assertEquals(1, machine.read().getInt("generation"));
    }

    @Test
    void anAdoptionTakesFromTheQuota() {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("storage_gb", 100);
        Tenant.Asked machine = tenant.running("compute");
        change(machine, "t3.micro", 500, false);
        lookAt(machine);

        act(machine, Map.of("type", "adopt"))
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_exceeded"))
                .body("dimension", equalTo("storage_gb"));
        machine.tenant()
                .post(machine.path() + "/actions?dry_run=true", Map.of("type", "adopt"))
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("adopt"))
                .body("plan.changes.field", contains("spec.disk_gb"))
                .body("plan.blockers[0].code", equalTo("quota_exceeded"))
                .body("plan.monthly_cost.amount", notNullValue());
        assertEquals(20, machine.read().getInt("spec.disk_gb"));
    }

    @Test
    void whatAnOperationMayHaveUndoneIsNotAdopted() {
        Tenant.Asked machine = drifted("t3.large", 50, true);
        machine.tenant().await(Tenant.operationOf(machine.act("reboot")));

        act(machine, Map.of("type", "adopt")).then().statusCode(409).body("code", equalTo("invalid_state"));
        done(machine, Map.of("type", "reconcile"));
        done(machine, Map.of("type", "adopt"));

        assertEquals("t3.large", machine.read().getString("spec.instance_type"));
    }

    @Test
    void whatDiffersFromAnEarlierWishIsNotAdopted() {
        Tenant.Asked database = Tenant.owner().running("database");
        FaultyProvider.resource(database.id()).deletionProtection = true;
        lookAt(database);
        database.tenant()
                .patch(database.path(), Map.of("deletion_protection", true))
                .then()
                .statusCode(200);

        act(database, Map.of("type", "adopt")).then().statusCode(409).body("code", equalTo("invalid_state"));
    }

    @Test
    void whatAFailedChangeLeftIsInOrderWhenItIsAdopted() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        tenant.faults().fail(Faults.Call.FOLLOW, Faults::needsPerson);
        tenant.await(Tenant.operationOf(tenant.patch(database.path(), Map.of("plan", "small"))));
        assertEquals("degraded", database.read().getString("status"));
        lookAt(database);

        done(database, Map.of("type", "adopt"));

        database.tenant()
                .get(database.path())
                .then()
                .body("status", equalTo("running"))
                .body("state_reason", nullValue())
                .body("observed_generation", equalTo(3));
    }

    @Test
    void nothingIsAdoptedWhereNothingDiffers() {
        Tenant.Asked machine = Tenant.owner().running("compute");

        act(machine, Map.of("type", "adopt")).then().statusCode(409).body("code", equalTo("invalid_state"));
    }
}
