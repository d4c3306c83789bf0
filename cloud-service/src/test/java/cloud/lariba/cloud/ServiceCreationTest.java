package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.InstanceSettings;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class ServiceCreationTest {

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void aServiceIsAcceptedAsPendingAndBecomesRunning(String type) {
        Tenant tenant = Tenant.owner();

        Response accepted = tenant.post("/services", tenant.wish(type));

        accepted.then()
                .statusCode(202)
                .header("Location", startsWith("/operations/"))
                .header("ETag", notNullValue())
                .body("status", equalTo("pending"))
                .body("type", equalTo(type))
                .body("provider", equalTo("testing"))
                .body("region", equalTo("test-1"))
                .body("generation", equalTo(1))
                .body("observed_generation", equalTo(0))
                .body("outputs.size()", equalTo(0))
                .body("drift", nullValue())
                .body("expires_at", nullValue())
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z"));
        tenant.await(Tenant.operationOf(accepted));
        tenant.get("/services/{id}", accepted.<String>path("id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("observed_generation", equalTo(1))
                .body("operation_id", nullValue())
                .body("conditions[0].type", equalTo("ready"))
                .body("conditions[0].status", equalTo("true"))
                .body("outputs.size()", not(equalTo(0)));
    }

    @Test
    void theOperationTellsItsStepsAndItsProgress() {
        Tenant.Asked machine = Tenant.owner().ask("compute");

        machine.operation();

        machine.tenant()
                .get("/operations/{id}", machine.operationId())
                .then()
                .statusCode(200)
                .body("type", equalTo("create"))
                .body("state", equalTo("succeeded"))
                .body("progress", equalTo(100))
                .body("service_id", equalTo(machine.id().toString()))
                .body("project_id", equalTo(machine.tenant().projectId().toString()))
                .body("actor_id", equalTo(machine.tenant().id().toString()))
                .body("error", nullValue())
                .body("retryable", equalTo(false))
                .body("finished_at", notNullValue())
                .body("steps.name", equalTo(List.of("choose_image", "create_resource", "wait_until_ready")))
                .body("steps.state", everyItem(equalTo("succeeded")))
                .body("steps.attempts", everyItem(equalTo(1)));
    }

    @Test
    void aNameIsTakenUntilItsServiceIsGone() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");
        Tenant.Asked first = tenant.ask(wish);
        first.succeeds();

        tenant.post("/services", wish).then().statusCode(409).body("code", equalTo("name_taken"));

        tenant.await(Tenant.operationOf(tenant.delete(first.path())));
        tenant.post("/services", wish).then().statusCode(202);
    }

    @Test
    void theSameNameInAnotherProjectIsFree() {
        Tenant one = Tenant.owner();
        Tenant other = Tenant.owner();
        Map<String, Object> wish = one.wish("storage");
        one.ask(wish);

        wish.put("project_id", other.projectId().toString());

        other.ask(wish);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("compute");
        wish.put("name", "Not Valid");
        wish.put("labels", Map.of("Bad Key", "v"));
        wish.put("expires_at", "2020-01-01T00:00:00Z");

        tenant.post("/services", wish)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"))
                .body("errors.pointer", equalTo(List.of("/name", "/labels/Bad Key", "/expires_at")));
    }

    @Test
    void aSpecIsCheckedAgainstItsSchema() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("compute");
        wish.put("spec", Map.of("disk_gb", 1));

        tenant.post("/services", wish)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"))
                .body("errors.pointer", hasItem("/spec/disk_gb"));
    }

    @Test
    void writeOnlyFieldsAreNeverShown() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("compute");
        wish.put("spec", Map.of("user_data", "#cloud-config canary-user-data"));

        Response accepted = tenant.post("/services", wish);
        String id = accepted.then().statusCode(202).extract().path("id");
        tenant.await(Tenant.operationOf(accepted));

        assertFalse(accepted.asString().contains("canary-user-data"));
        assertFalse(tenant.get("/services/{id}", id).asString().contains("user_data"));
        assertFalse(tenant.get("/services/{id}/events", id).asString().contains("canary-user-data"));
        assertTrue(FaultyProvider.resource(UUID.fromString(id)).settings instanceof InstanceSettings instance
                && "#cloud-config canary-user-data".equals(instance.userData()));
    }

    @Test
    void aQuotaIsKeptAndNamed() {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("services", 1);
        tenant.ask("storage");

        tenant.post("/services", tenant.wish("storage"))
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_exceeded"))
                .body("dimension", equalTo("services"))
                .body("limit", equalTo(1))
                .body("used", equalTo(1))
                .body("requested", equalTo(1));
    }

    @Test
    void aDeletedServiceGivesItsQuotaBack() {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("services", 1);
        Tenant.Asked first = tenant.running("storage");

        tenant.await(Tenant.operationOf(tenant.delete(first.path())));

        tenant.ask("storage");
    }

    @Test
    void aDryRunTellsThePlanAndChangesNothing() {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("vcpus", 100);

        tenant.post("/services?dry_run=true", tenant.wish("compute"))
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("create"))
                .body("plan.resource", equalTo("service"))
                .body("plan.id", nullValue())
                .body("plan.changes.field", hasItem("spec.instance_type"))
                .body("plan.monthly_cost.amount", matchesPattern("\\d+\\.\\d+"))
                .body("plan.monthly_cost.currency", equalTo("USD"))
                .body("plan.quota.find { it.dimension == 'vcpus' }.limit", equalTo(100))
                .body("plan.blockers", empty());
        tenant.get("/services?project_id={id}", tenant.projectId()).then().body("items", empty());
        tenant.get("/events").then().body("items", empty());
        assertTrue(tenant.faults().calls().isEmpty());
    }

    @Test
    void aDryRunShowsTheQuotaThatStandsInTheWay() {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("services", 0);

        tenant.post("/services?dry_run=true", tenant.wish("storage"))
                .then()
                .statusCode(200)
                .body("plan.blockers.code", hasItem("quota_exceeded"))
                .body("plan.quota[0].limit", equalTo(0))
                .body("plan.quota[0].requested", equalTo(1));
    }

    @Test
    void aDryRunRefusesWhatWouldBeRefused() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");
        tenant.ask(wish);

        tenant.post("/services?dry_run=true", wish).then().statusCode(409).body("code", equalTo("name_taken"));
        tenant.post("/services?dry_run=perhaps", tenant.wish("storage")).then().statusCode(400);
    }

    @Test
    void aProjectThatIsNotActiveTakesNoServices() {
        Tenant tenant = Tenant.owner();
        tenant.project().state("deleting");

        tenant.post("/services", tenant.wish("storage")).then().statusCode(409).body("code", equalTo("invalid_state"));
    }

    @Test
    void theSameKeyTwiceIsOneService() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");

        Response first = tenant.sending(wish).header("Idempotency-Key", "one").post("/services");
        Response again = tenant.sending(wish).header("Idempotency-Key", "one").post("/services");

        first.then().statusCode(202);
        again.then().statusCode(202).header("Idempotency-Replayed", "true");
        assertEquals(first.<String>path("id"), again.<String>path("id"));
        assertEquals(first.header("Location"), again.header("Location"));
        tenant.get("/services").then().body("items.size()", equalTo(1));
    }

    @Test
    void theSameKeyForAnotherServiceIsRefused() {
        Tenant tenant = Tenant.owner();
        tenant.sending(tenant.wish("storage")).header("Idempotency-Key", "k").post("/services");

        tenant.sending(tenant.wish("storage"))
                .header("Idempotency-Key", "k")
                .post("/services")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void aServiceWhoseTimeIsOverIsDeleted() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = new HashMap<>(tenant.wish("storage"));
        wish.put("expires_at", Instant.now().plusSeconds(5).toString());
        Tenant.Asked bucket = tenant.ask(wish);
        bucket.succeeds();
        FaultyProvider.resource(bucket.id()).objects.add("left over");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.get(bucket.path()).statusCode() == 404);

        assertFalse(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void analyticsHearsOfEachStatusOnceAndInOrder() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertEquals(
                        List.of("pending", "provisioning", "running"),
                        NeighbourStub.events(bucket.id()).stream()
                                .filter(e -> e.path("type").asText().equals("cloud.lariba.service.changed"))
                                .map(e -> e.path("data").path("status").asText())
                                .toList()));
        assertTrue(NeighbourStub.events(bucket.id()).stream()
                .anyMatch(e -> e.path("type").asText().equals("cloud.lariba.operation.finished")
                        && e.path("data").path("state").asText().equals("succeeded")));
    }

    @Test
    void anUnknownTypeOrPlanIsNamed() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");
        wish.put("plan", "no-such-plan");

        tenant.post("/services", wish)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/plan"))
                .body("detail", containsString("plans"));
        wish.put("type", "quantum");
        tenant.post("/services", wish).then().statusCode(400).body("errors[0].pointer", equalTo("/type"));
    }
}
