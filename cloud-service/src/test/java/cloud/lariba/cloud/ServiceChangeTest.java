package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.InstanceSettings;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ServiceTest
class ServiceChangeTest {

    @Test
    void aDatabaseThatHasVanishedIsNotMadeAgainByAChange() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.forget(database.id());

        Response asked =
                tenant.post(database.path() + "/actions", Map.of("type", "resize", "params", Map.of("plan", "small")));

        JsonPath operation = tenant.await(Tenant.operationOf(asked));
        assertEquals("failed", operation.getString("state"));
        assertEquals("vanished", operation.getString("error.reason"), operation.prettify());
        assertFalse(FaultyProvider.exists(database.id()));
        assertEquals("degraded", database.read().getString("status"));
        assertEquals(1, FaultyProvider.made(database.id()));
    }

    @Test
    void whatDoesNotConcernTheProviderIsChangedAtOnce() {
        Tenant.Asked bucket = Tenant.owner().running("storage");
        String name = Tenant.name();

        bucket.tenant()
                .patch(
                        bucket.path(),
                        Map.of("name", name, "labels", Map.of("env", "test"), "deletion_protection", true))
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("name", equalTo(name))
                .body("labels.env", equalTo("test"))
                .body("deletion_protection", equalTo(true))
                .body("generation", equalTo(1));
        assertEquals(1, bucket.tenant().faults().count(Call.ENSURE));
    }

    @Test
    void whatItsProviderWouldNotMakeTodayCanStillBeRenamedAndDeleted() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("compute");
        wish.put(
                "spec",
                Map.of("firewall", List.of(Map.of("protocol", "tcp", "port_range", "22", "cidr", "192.0.2.0/24"))));
        wish.put("deletion_protection", true);
        Tenant.Asked machine = tenant.ask(wish);
        machine.succeeds();
        FaultyProvider.LOST.add(Capability.COMPUTE_FIREWALL);
        try {
            tenant.patch(machine.path(), Map.of("plan", "small"))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("not_supported_by_provider"))
                    .body("capability", equalTo("compute_firewall"));
            tenant.patch(machine.path(), Map.of("name", Tenant.name(), "deletion_protection", false))
                    .then()
                    .statusCode(200);
            Tenant.operationOf(tenant.delete(machine.path()));
        } finally {
            FaultyProvider.LOST.clear();
        }
    }

    @Test
    void aPatchClearsWithNullAndKeepsWhatItDoesNotName() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");
        wish.put("labels", Map.of("a", "1", "b", "2"));
        wish.put("expires_at", "2099-01-01T00:00:00Z");
        Tenant.Asked bucket = tenant.ask(wish);
        bucket.succeeds();

        tenant.patch(bucket.path(), "{\"labels\":{\"a\":null},\"expires_at\":null}")
                .then()
                .statusCode(200)
                .body("labels", equalTo(Map.of("b", "2")))
                .body("expires_at", equalTo(null))
                .body("name", equalTo(wish.get("name")));
    }

    @Test
    void aChangedSpecIsFollowedByTheProvider() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        Response accepted = tenant.patch(machine.path(), Map.of("spec", Map.of("disk_gb", 40)));

        accepted.then().statusCode(202).body("generation", equalTo(2)).body("observed_generation", equalTo(1));
        assertEquals("update", tenant.await(Tenant.operationOf(accepted)).getString("type"));
        tenant.get(machine.path())
                .then()
                .body("status", equalTo("running"))
                .body("spec.disk_gb", equalTo(40))
                .body("observed_generation", equalTo(2));
        assertEquals(40, ((InstanceSettings) FaultyProvider.resource(machine.id()).settings).diskGb());
    }

    @Test
    void anotherPlanBringsItsOwnDefaults() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), Map.of("plan", "small"))));

        tenant.get(machine.path())
                .then()
                .body("plan", equalTo("small"))
                .body("spec.instance_type", equalTo("t3.small"));
    }

    @Test
    void resizingIsAChangeOfThePlan() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        Response accepted =
                tenant.post(machine.path() + "/actions", Map.of("type", "resize", "params", Map.of("plan", "small")));

        assertEquals("resize", tenant.await(Tenant.operationOf(accepted)).getString("type"));
        assertEquals("t3.small", machine.read().getString("spec.instance_type"));
    }

    @Test
    void aReplacementKeepsWriteOnlyFieldsThatItCannotKnow() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("compute");
        wish.put("spec", Map.of("user_data", "secret"));
        Tenant.Asked machine = tenant.ask(wish);
        machine.succeeds();
        Map<String, Object> fields = writable(machine);
        fields.put("labels", Map.of("changed", "yes"));

        tenant.sending(fields).put(machine.path()).then().statusCode(200).body("labels.changed", equalTo("yes"));

        assertEquals("secret", ((InstanceSettings) FaultyProvider.resource(machine.id()).settings).userData());
    }

    @Test
    void whatCannotBeChangedIsNamed() {
        Tenant.Asked machine = Tenant.owner().running("compute");

        machine.tenant()
                .patch(machine.path(), Map.of("spec", Map.of("image", "debian-13", "disk_gb", 10)))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/spec/image"))
                .body("errors.pointer", hasItem("/spec/disk_gb"));
    }

    @Test
    void fieldsThatAreNotWritableAreRefused() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        for (String field :
                new String[] {"id", "status", "outputs", "project_id", "type", "generation", "created_at"}) {
            bucket.tenant()
                    .patch(bucket.path(), Map.of(field, "x"))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("unknown_field"))
                    .body("errors[0].pointer", equalTo("/" + field));
        }
    }

    @Test
    void aConditionOnAnOlderVersionFails() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        String tag = tenant.get(bucket.path()).header("ETag");
        tenant.patch(bucket.path(), Map.of("labels", Map.of("a", "1"))).then().statusCode(200);

        tenant.request()
                .header("If-Match", tag)
                .contentType("application/merge-patch+json")
                .body(Map.of("labels", Map.of("a", "2")))
                .patch(bucket.path())
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition_failed"));
        tenant.request().header("If-Match", tag).delete(bucket.path()).then().statusCode(412);
        assertNotEquals(tag, tenant.get(bucket.path()).header("ETag"));
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        String tag = tenant.get(bucket.path()).header("ETag");

        tenant.request().header("If-None-Match", tag).get(bucket.path()).then().statusCode(304);
    }

    @Test
    void aSecondChangeWaitsForTheFirst() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked machine = tenant.ask("compute");
        gate.awaitArrival();

        tenant.patch(machine.path(), Map.of("labels", Map.of("a", "1")))
                .then()
                .statusCode(409)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("operation_in_progress"))
                .body("operation_id", equalTo(machine.operationId().toString()));
        tenant.delete(machine.path()).then().statusCode(409).body("code", equalTo("operation_in_progress"));
        machine.act("stop").then().statusCode(409).body("code", equalTo("operation_in_progress"));
        gate.open();
        machine.succeeds();
    }

    @Test
    void aDryRunOfAChangeShowsItFieldByField() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        String before = tenant.get(machine.path()).asString();

        tenant.patch(machine.path() + "?dry_run=true", Map.of("plan", "small", "labels", Map.of("a", "1")))
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("update"))
                .body("plan.id", equalTo(machine.id().toString()))
                .body("plan.changes.find { it.field == 'plan' }.before", equalTo("micro"))
                .body("plan.changes.find { it.field == 'plan' }.after", equalTo("small"))
                .body("plan.changes.find { it.field == 'spec.instance_type' }.after", equalTo("t3.small"))
                .body("plan.changes.find { it.field == 'labels' }.after.a", equalTo("1"));
        assertEquals(before, tenant.get(machine.path()).asString());
    }

    @Test
    void aChangeThatChangesNothingIsNone() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        String tag = tenant.get(machine.path()).header("ETag");

        tenant.sending(writable(machine)).put(machine.path()).then().statusCode(200);

        assertEquals(tag, tenant.get(machine.path()).header("ETag"));
        assertTrue(tenant.faults().count(Call.ENSURE) == 1);
    }

    private static Map<String, Object> writable(Tenant.Asked service) {
        Map<String, Object> fields = new HashMap<>(service.read().getMap(""));
        fields.keySet().retainAll(Set.of("name", "plan", "labels", "spec", "deletion_protection"));
        return fields;
    }
}
