package cloud.lariba.cloud;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.InstanceObservation.State;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What members of a project decide about drift: look again, adopt, revert, ignore. */
@ServiceTest
class DriftDecisionsTest extends Drifting {

    @Test
    void aServiceIsLookedAtWhenSomebodyAsksForIt() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        change(machine, "t3.large", 20, false);
        FaultyProvider.resource(machine.id()).state = State.STOPPED;

        done(machine, Map.of("type", "reconcile"));

        machine.tenant()
                .get(machine.path())
                .then()
                .body("status", equalTo("stopped"))
                .body("operation_id", nullValue())
                .body("drift.differences.field", contains("state", "instance_type"));
        assertEquals("t3.large", settings(machine).instanceType());
    }

    @Test
    void aStoppedInstanceOfAnEarlierVersionIsNotStartedByARevert() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        machine.tenant().await(Tenant.operationOf(machine.act("stop")));
        looks.forget(machine.id());

        done(machine, Map.of("type", "revert"));

        assertEquals("stopped", machine.read().getString("status"));
        assertEquals(State.STOPPED, FaultyProvider.resource(machine.id()).state);
    }

    @Test
    void aLookDoesNotWaitForWhatIsChanging() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        FaultyProvider.resource(machine.id()).state = State.STOPPING;

        done(machine, Map.of("type", "reconcile"));

        assertEquals("running", machine.read().getString("status"));
    }

    @Test
    void whatDiffersIsReverted() {
        Tenant.Asked machine = drifted("t3.large", 20, true);
        FaultyProvider.resource(machine.id()).state = State.STOPPED;
        lookAt(machine);
        machine.tenant()
                .post(machine.path() + "/actions?dry_run=true", Map.of("type", "revert"))
                .then()
                .statusCode(200)
                .body("plan.changes.field", hasItems("firewall", "instance_type", "state"));

        done(machine, Map.of("type", "revert"));

        machine.tenant()
                .get(machine.path())
                .then()
                .body("status", equalTo("running"))
                .body("generation", equalTo(1))
                .body("drift", nullValue());
        assertEquals("t3.micro", settings(machine).instanceType());
        assertEquals(State.RUNNING, FaultyProvider.resource(machine.id()).state);
        assertEquals(1, FaultyProvider.made(machine.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void whatVanishedIsMadeAnewOnlyWhenThatIsSaid(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        FaultyProvider.remove(service.id());
        lookAt(service);
        lookAt(service);

        act(service, Map.of("type", "revert")).then().statusCode(409).body("detail", containsString("recreate"));
        service.tenant()
                .patch(service.path(), Map.of("spec", Map.of(type.equals("storage") ? "versioning" : "multi_az", true)))
                .then()
                .statusCode(type.equals("compute") ? 400 : 409);
        assertFalse(FaultyProvider.exists(service.id()));

        done(service, Map.of("type", "revert", "params", Map.of("recreate", true)));
        assertTrue(FaultyProvider.exists(service.id()));
        assertEquals("running", service.read().getString("status"));
        assertNull(service.read().get("state_reason"));
        if (type.equals("database")) {
            JsonPath login = service.tenant()
                    .request()
                    .post(service.path() + "/credentials")
                    .jsonPath();
            assertEquals(
                    Map.of(login.getString("username"), login.getString("password")),
                    FaultyProvider.resource(service.id()).logins);
        }
    }

    @Test
    void whatVanishedUnseenIsNotMadeAnewInPassing() {
        Tenant.Asked database = Tenant.owner().running("database");
        FaultyProvider.remove(database.id());

        JsonPath operation = database.tenant().await(Tenant.operationOf(act(database, Map.of("type", "revert"))));

        assertEquals("failed", operation.getString("state"));
        assertEquals("invalid_state", operation.getString("error.code"));
        assertFalse(FaultyProvider.exists(database.id()));
        assertEquals("degraded", database.read().getString("status"));
        assertEquals("vanished", database.read().getString("conditions[0].reason"));
    }

    @Test
    void whatIsIgnoredStaysSoUntilItChangesAgain() {
        Tenant.Asked machine = drifted("t3.large", 50, false);
        Tenant developer = machine.tenant().colleague("developer");
        Map<String, Object> ignore = Map.of("type", "ignore", "params", Map.of("fields", List.of("instance_type")));

        developer
                .post(machine.path() + "/actions?dry_run=true", ignore)
                .then()
                .statusCode(200)
                .body("plan.changes.field", contains("ignored"));
        developer
                .post(machine.path() + "/actions", ignore)
                .then()
                .statusCode(200)
                .body("drift.differences[0].field", equalTo("instance_type"))
                .body(
                        "drift.differences[0].ignored.actor_id",
                        equalTo(developer.id().toString()))
                .body("drift.differences[1].ignored", nullValue());
        lookAt(machine);
        assertNotNull(machine.read().get("drift.differences[0].ignored"));

        done(machine, Map.of("type", "adopt"));
        assertEquals("t3.micro", machine.read().getString("spec.instance_type"));
        assertEquals(50, machine.read().getInt("spec.disk_gb"));
        assertNotNull(machine.read().get("drift.differences[0].ignored"));

        change(machine, "t3.xlarge", 50, false);
        lookAt(machine);
        assertNull(machine.read().get("drift.differences[0].ignored"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    reconcile | {"fields": ["a"]}             | /params/fields
                    revert    | {"recreate": "yes"}           | /params/recreate
                    revert    | {"recreate": null}            | /params/recreate
                    revert    | {"fields": ["a"]}             | /params/fields
                    adopt     | {"fields": "instance_type"}   | /params/fields
                    adopt     | {"fields": []}                | /params/fields
                    adopt     | {"fields": null}              | /params/fields
                    adopt     | {"fields": [1]}               | /params/fields/0
                    adopt     | {"fields": ["status"]}        | /params/fields/0
                    adopt     | {"fields": ["disk_gb", "x'"]} | /params/fields/1
                    adopt     | {"recreate": true}            | /params/recreate
                    ignore    | {}                            | /params/fields
                    ignore    | {"fields": [["a"]]}           | /params/fields/0
                    ignore    | {"fields": ["image"]}         | /params/fields/0
                    ignore    | {"fields": ["disk_gb", "disk_gb"]} | /params/fields/1
                    """)
    void whatIsWrongWithAParameterIsNamed(String action, String params, String pointer) {
        Tenant.Asked machine = drifted("t3.micro", 50, false);

        machine.tenant()
                .request()
                .contentType("application/json")
                .body("{\"type\": \"" + action + "\", \"params\": " + params + "}")
                .post(machine.path() + "/actions")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer));
        assertEquals(20, machine.read().getInt("spec.disk_gb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reconcile", "adopt", "revert", "ignore"})
    void decisionsAreForDevelopersOfTheProject(String action) {
        Tenant.Asked machine = drifted("t3.micro", 50, false);
        Map<String, Object> body = action.equals("ignore")
                ? Map.of("type", action, "params", Map.of("fields", List.of("disk_gb")))
                : Map.of("type", action);

        machine.tenant()
                .colleague("viewer")
                .post(machine.path() + "/actions", body)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        Tenant.owner().post(machine.path() + "/actions", body).then().statusCode(404);
        machine.tenant().get("/service-types/compute").then().body("actions", hasItems(action));
    }
}
