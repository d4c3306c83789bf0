package cloud.lariba.cloud;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator makes services of resources that have none, as they are, and of nothing else. */
@ServiceTest
class OrphanAdoptionTest extends OrphanAdoptions {

    @Test
    void anInstanceBecomesAServiceAsItIs() {
        UUID service = orphan(instance("t3.small", 30));
        FaultyProvider.resource(service).projectId = owner.projectId();
        UUID orphan = awaitOrphan(service);

        adopted(adopt(orphan, Map.of("labels", Map.of("found", "again"))));

        owner.get("/services/{id}", service)
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("plan", equalTo("small"))
                .body("labels.found", equalTo("again"))
                .body("spec.instance_type", equalTo("t3.small"))
                .body("spec.disk_gb", equalTo(30))
                .body("spec.firewall", hasSize(1))
                .body("outputs.instance_id", equalTo("i-" + service.toString().replace("-", "")))
                .body("drift", nullValue());
        assertEquals(1, FaultyProvider.made(service));
        await().atMost(SOON).until(() -> find(service).isEmpty());
        adopt(orphan, Map.of()).then().statusCode(404);
    }

    @Test
    void anAdoptionThatIsRepeatedIsAnsweredTheSame() {
        UUID service = orphan(instance("t3.micro", 20));
        UUID orphan = awaitOrphan(service);
        Map<String, Object> body = Map.of("project_id", owner.projectId().toString(), "name", Tenant.name());

        Response first = owner.sending(body).header("Idempotency-Key", "one").post("/admin/orphans/{id}/adopt", orphan);
        Response again = owner.sending(body).header("Idempotency-Key", "one").post("/admin/orphans/{id}/adopt", orphan);

        adopted(first);
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(Tenant.operationOf(first), Tenant.operationOf(again));
    }

    @Test
    void aStoppedInstanceStaysStopped() {
        UUID service = orphan(instance("t3.micro", 20));
        FaultyProvider.resource(service).state = State.STOPPED;

        adopted(adopt(awaitOrphan(service), Map.of()));

        owner.get("/services/{id}", service).then().body("status", equalTo("stopped"));
        assertEquals(State.STOPPED, FaultyProvider.resource(service).state);
    }

    @Test
    void aBucketKeepsWhatItHolds() {
        UUID service = orphan(new BucketSettings(true, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false));
        FaultyProvider.resource(service).objects.add("theirs");

        adopted(adopt(awaitOrphan(service), Map.of()));

        owner.get("/services/{id}", service).then().body("spec.versioning", equalTo(true));
        assertTrue(FaultyProvider.resource(service).objects.contains("theirs"));
    }

    @Test
    void aDatabaseGetsALoginOfItsOwn() {
        UUID service = orphan(new DatabaseSettings("postgres", "18", "db.t4g.small", 40, true, 0, List.of()));
        FaultyProvider.resource(service).deletionProtection = true;
        FaultyProvider.resource(service).logins.put("app_b", "known to somebody");

        adopted(adopt(awaitOrphan(service), Map.of()));

        owner.get("/services/{id}", service)
                .then()
                .body("plan", equalTo("small"))
                .body("spec.storage_gb", equalTo(40))
                .body("spec.multi_az", equalTo(true))
                .body("deletion_protection", equalTo(true));
        JsonPath login =
                owner.request().post("/services/{id}/credentials", service).jsonPath();
        assertEquals(
                Map.of(login.getString("username"), login.getString("password")),
                FaultyProvider.resource(service).logins);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneOfTwoGenerationsOfADatabaseIsNotAdopted(boolean unlisted) {
        UUID service = orphan(new DatabaseSettings("postgres", "18", "db.t4g.small", 40, false, 0, List.of()));
        UUID orphan = awaitOrphan(service);
        FoundResource later = new FoundResource(
                FoundResource.Kind.DATABASE,
                FaultyInventory.nameOf(service, 2),
                FaultyProvider.REGION,
                service,
                null,
                "db.t4g.small",
                40);
        FaultyInventory.MORE.add(later);
        if (unlisted) {
            FaultyInventory.UNLISTED.add(later);
        }

        adopt(orphan, Map.of()).then().statusCode(409).body("detail", containsString("another generation"));

        FaultyInventory.UNLISTED.remove(later);
        FaultyInventory.MORE.remove(later);
        FaultyProvider.remove(service);
    }

    @Test
    void aDeletedServiceComesBackWithItsResource() {
        Tenant.Asked service = owner.running("compute");
        ledger.markDeleted(service.id());
        UUID orphan = awaitOrphan(service.id());
        Tenant another = new Tenant(owner.id(), owner.token(), UUID.randomUUID());
        another.project().role(owner.id(), "owner");

        adopt(orphan, Map.of("project_id", another.projectId().toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"));
        adopted(adopt(orphan, Map.of()));

        assertEquals("running", service.read().getString("status"));
        assertEquals(2, service.read().getInt("generation"));
        assertEquals(1, FaultyProvider.made(service.id()));
    }

    @Test
    void whatAServiceAccountsForMeanwhileIsNotAdopted() {
        Tenant.Asked service = owner.running("compute");
        ledger.markDeleted(service.id());
        UUID orphan = awaitOrphan(service.id());
        ledger.markAlive(service.id());

        adopt(orphan, Map.of()).then().statusCode(anyRefusal());

        assertEquals(1, service.read().getInt("generation"));
    }

    @Test
    void whatBelongsToAnotherProjectIsNotAdopted() {
        UUID service = orphan(instance("t3.micro", 20));
        FaultyProvider.resource(service).projectId = UUID.randomUUID();

        adopt(awaitOrphan(service), Map.of()).then().statusCode(409).body("detail", containsString("another project"));
        FaultyProvider.remove(service);
    }

    @Test
    void whatIsGoneSinceIsNotAdopted() {
        UUID service = orphan(instance("t3.micro", 20));
        UUID orphan = awaitOrphan(service);
        FaultyProvider.remove(service);

        adopt(orphan, Map.of()).then().statusCode(anyRefusal());

        owner.get("/services/{id}", service).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"t9.huge, 20, /spec/instance_type", "t3.micro, 4, /spec/disk_gb"})
    void whatNoSpecMayAskForIsNotAdopted(String type, int disk, String pointer) {
        UUID service = orphan(instance(type, disk));

        adopt(awaitOrphan(service), Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"))
                .body("fields.pointer", contains(pointer));
        FaultyProvider.remove(service);
    }

    @Test
    void anAdoptionTakesFromTheProjectsQuota() {
        owner.project().quota("storage_gb", 10);
        UUID service = orphan(instance("t3.micro", 20));

        adopt(awaitOrphan(service), Map.of()).then().statusCode(409).body("code", equalTo("quota_exceeded"));
        FaultyProvider.remove(service);
    }

    @Test
    void aNameIsTakenOnce() {
        String name = Tenant.name();
        Map<String, Object> wish = owner.wish("storage");
        wish.put("name", name);
        owner.ask(wish).succeeds();
        UUID service = orphan(instance("t3.micro", 20));

        adopt(awaitOrphan(service), Map.of("name", name)).then().statusCode(409).body("code", equalTo("name_taken"));
        FaultyProvider.remove(service);
    }

    @Test
    void onlyAdministratorsWhoMayCreateServicesThereAdopt() {
        UUID service = orphan(instance("t3.micro", 20));
        UUID orphan = awaitOrphan(service);
        Tenant tenant = Tenant.owner();
        Map<String, Object> body = Map.of("project_id", tenant.projectId().toString(), "name", "mine");

        tenant.sending(body).post("/admin/orphans/{id}/adopt", orphan).then().statusCode(403);
        owner.sending(body).post("/admin/orphans/{id}/adopt", orphan).then().statusCode(404);
        tenant.project().role(owner.id(), "viewer");
        owner.sending(body).post("/admin/orphans/{id}/adopt", orphan).then().statusCode(403);
        given().contentType("application/json")
                .body(body)
                .post("/admin/orphans/{id}/adopt", orphan)
                .then()
                .statusCode(401);
        FaultyProvider.remove(service);
    }

    @ParameterizedTest
    @CsvSource({
        "name, Not A Name, /name",
        "plan, enormous, /plan",
        "id, 0197a6ad-6bfb-7000-8000-000000000000, /id",
        "service_id, 0197a6ad-6bfb-7000-8000-000000000000, /service_id"
    })
    void whatIsWrongWithTheBodyIsNamed(String field, String value, String pointer) {
        UUID service = orphan(instance("t3.micro", 20));

        adopt(awaitOrphan(service), Map.of(field, value))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains(pointer));
        FaultyProvider.remove(service);
    }

    private static Matcher<Integer> anyRefusal() {
        // A sweep may have forgotten the orphan already.
        return oneOf(404, 409);
    }
}
