package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An adoption makes nothing, takes what it was asked for and nothing beside it, and tells beforehand what it would do. */
@ServiceTest
class OrphanAdoptionLimitsTest extends OrphanAdoptions {

    @Test
    void oneOfTwoIsNotAdoptedWhileTheOtherIsBeingRemoved() {
        UUID service = orphan(instance("t3.micro", 20));
        UUID orphan = awaitOrphan(service);
        FoundResource another = new FoundResource(
                FoundResource.Kind.COMPUTE,
                "i-" + UUID.randomUUID(),
                FaultyProvider.REGION,
                service,
                null,
                "t3.micro",
                0);
        FaultyInventory.MORE.add(another);
        await().atMost(SOON)
                .until(() ->
                        OrphanList.find("resource_id", another.resourceId()).isPresent());
        UUID sibling = UUID.fromString(String.valueOf(OrphanList.find("resource_id", another.resourceId())
                .orElseThrow()
                .get("id")));
        ledger.markBeingRemoved(sibling);

        adopt(orphan, Map.of()).then().statusCode(409).body("detail", containsString("being removed"));

        FaultyInventory.MORE.remove(another);
        OrphanList.administrator().post("/admin/orphans/{id}/delete", sibling);
        await().atMost(SOON)
                .until(() ->
                        OrphanList.find("resource_id", another.resourceId()).isEmpty());
        adopted(adopt(orphan, Map.of()));
        assertTrue(FaultyProvider.exists(service));
    }

    @Test
    void theChangeThatMakesAFailedAdoptionGoodTakesTheLoginsOfOthersAway() {
        UUID service = orphan(new DatabaseSettings("postgres", "18", "db.t4g.small", 40, false, 0, List.of()));
        FaultyProvider.resource(service).logins.put("app_b", "known to somebody");
        owner.faults().fail(Call.RETIRE, Faults::refused);
        Response accepted = adopt(awaitOrphan(service), Map.of());
        assertEquals("failed", owner.await(Tenant.operationOf(accepted)).getString("state"));

        Response change = owner.patch("/services/" + service, Map.of("spec", Map.of("storage_gb", 60)));

        assertEquals("succeeded", owner.await(Tenant.operationOf(change)).getString("state"));
        JsonPath login =
                owner.request().post("/services/{id}/credentials", service).jsonPath();
        assertEquals(
                Map.of(login.getString("username"), login.getString("password")),
                FaultyProvider.resource(service).logins);
    }

    @Test
    void aRestoredDatabaseIsAdoptedUnderTheGenerationOfItsName() {
        UUID service = orphan(new DatabaseSettings("postgres", "18", "db.t4g.small", 40, false, 0, List.of()));
        FaultyProvider.resource(service).generation = 3;

        adopted(adopt(awaitOrphan(service), Map.of()));

        assertEquals(
                List.of("3 3"),
                ledger.texts(
                        "select resource_generation || ' ' || generation from services where id = '" + service + "'"));
    }

    @Test
    void aDryRunChangesNothing() {
        UUID service = orphan(instance("t3.small", 30));
        UUID orphan = awaitOrphan(service);
        Map<String, Object> body = Map.of("project_id", owner.projectId().toString(), "name", Tenant.name());

        owner.sending(body)
                .post("/admin/orphans/{id}/adopt?dry_run=true", orphan)
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("adopt"))
                .body("plan.id", equalTo(service.toString()))
                .body("plan.changes.field", hasItem("spec.disk_gb"));
        owner.request()
                .post("/admin/orphans/{id}/delete?dry_run=true", orphan)
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("delete"))
                .body("plan.resource", equalTo("orphan"));

        owner.get("/services/{id}", service).then().statusCode(404);
        assertEquals(
                "found", OrphanList.find("id", orphan.toString()).orElseThrow().get("state"));
        FaultyProvider.remove(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void whatIsGoneBeforeItIsTakenOverIsNotMadeAnew(String type) throws InterruptedException {
        UUID service = orphan(
                switch (type) {
                    case "compute" -> instance("t3.micro", 20);
                    case "storage" ->
                        new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false);
                    default -> new DatabaseSettings("postgres", "18", "db.t4g.small", 40, false, 0, List.of());
                });
        JsonPath operation = adoptedAndGoneAfter(1, service);

        assertEquals("failed", operation.getString("state"));
        assertEquals("vanished", operation.getString("error.reason"));
        assertFalse(FaultyProvider.exists(service));
    }

    @Test
    void aBucketThatGoesAfterItWasCheckedIsNotMadeAnew() throws InterruptedException {
        UUID service = orphan(new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false));
        JsonPath operation = adoptedAndGoneAfter(2, service);

        assertEquals("failed", operation.getString("state"));
        assertEquals("vanished", operation.getString("error.reason"));
        assertEquals(0, owner.faults().count(Call.ENSURE));
        assertFalse(FaultyProvider.exists(service));
    }

    /** How the adoption of a resource ends that somebody removes after so many looks at it. */
    private JsonPath adoptedAndGoneAfter(int looks, UUID service) throws InterruptedException {
        UUID orphan = awaitOrphan(service);
        IntStream.range(0, looks).forEach(i -> owner.faults().pass(Call.OBSERVE));
        Faults.Gate gate = owner.faults().block(Call.OBSERVE);
        Response accepted = adopt(orphan, Map.of());
        gate.awaitArrival();
        FaultyProvider.remove(service);
        gate.open();
        return owner.await(Tenant.operationOf(accepted));
    }
}
