package cloud.lariba.cloud;

import static cloud.lariba.cloud.OrphanList.administrator;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Settings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources without a service are found, priced, and removed when an administrator says so; nothing else ever is. */
@ServiceTest
class OrphansTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Ledger ledger;

    @Test
    void aResourceWithoutAServiceIsFoundAndPriced() {
        UUID service = orphan(instance());

        Map<String, Object> found = awaitOrphan(service);

        assertEquals("compute", found.get("type"));
        assertEquals("testing", found.get("provider"));
        assertEquals("found", found.get("state"));
        assertEquals(Map.of("per_hour", "0.020800", "per_month", "15.1840", "currency", "USD"), found.get("price"));
        FaultyProvider.remove(identity(service));
    }

    @Test
    void aResourceWhosePriceIsMeteredHasNoPrice() {
        UUID service = orphan(bucket());

        Map<String, Object> found = awaitOrphan(service);

        assertEquals(null, found.get("price"));
        FaultyProvider.remove(identity(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void whatAServiceAccountsForIsNoOrphan(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        UUID orphan = orphan(instance());

        awaitOrphan(orphan);

        assertTrue(find(service.id()).isEmpty());
        FaultyProvider.remove(identity(orphan));
    }

    @Test
    void anOrphanIsRemovedWithEverythingInIt() {
        UUID service = orphan(bucket());
        FaultyProvider.resource(service).objects.addAll(List.of("a", "b", "c", "d", "e"));
        Map<String, Object> found = awaitOrphan(service);

        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(202)
                .body("state", equalTo("deleting"))
                .body("error", nullValue());

        await().atMost(SOON).until(() -> !FaultyProvider.exists(service));
        await().atMost(SOON).until(() -> find(service).isEmpty());
        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void anOrphanThatAServiceAccountsForMeanwhileIsLeftAlone() {
        Tenant.Asked service = Tenant.owner().running("compute");
        ledger.markDeleted(service.id());
        Map<String, Object> found = awaitOrphan(service.id());
        ledger.markAlive(service.id());

        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(202);

        await().atMost(SOON).until(() -> find(service.id()).isEmpty());
        assertTrue(FaultyProvider.exists(service.id()));
        assertEquals("running", service.read().getString("status"));
    }

    @Test
    void aRemovalThatIsRefusedSaysWhyAndIsTriedAgain() {
        UUID service = orphan(instance());
        Map<String, Object> found = awaitOrphan(service);
        FaultyProvider.faults(new UUID(0, 0)).fail(Faults.Call.DELETE, Faults::needsPerson);

        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(202);

        await().atMost(SOON)
                .until(() -> find(service).isEmpty()
                        || "The account has reached its limit."
                                .equals(find(service).get().get("error")));
        await().atMost(SOON).until(() -> !FaultyProvider.exists(service));
    }

    @Test
    void aRemovalThatDoesNotReachTheResourceSaysSo() {
        FoundResource elsewhere = new FoundResource(
                FoundResource.Kind.COMPUTE,
                "i-elsewhere",
                FaultyProvider.REGION,
                UUID.randomUUID(),
                null,
                "t3.small",
                0);
        FaultyInventory.OUT_OF_REACH.add(elsewhere);
        Map<String, Object> found = awaitOrphan(elsewhere.serviceId());

        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(202);

        await().atMost(SOON)
                .until(() -> find(elsewhere.serviceId()).orElseThrow().get("error") != null);
        assertEquals("deleting", find(elsewhere.serviceId()).orElseThrow().get("state"));
        FaultyInventory.OUT_OF_REACH.remove(elsewhere);
        await().atMost(SOON).until(() -> find(elsewhere.serviceId()).isEmpty());
    }

    @Test
    void aRemovalGoesOnWhenTheResourceDoesNotShowAnyMore() {
        UUID service = orphan(instance());
        Map<String, Object> found = awaitOrphan(service);
        Faults faults = FaultyProvider.faults(new UUID(0, 0)).inPhases(Faults.Call.DELETE);
        long before = faults.count(Faults.Call.DELETE);

        administrator()
                .post("/admin/orphans/{id}/delete", found.get("id"))
                .then()
                .statusCode(202);

        await().atMost(SOON).until(() -> find(service).isEmpty());
        assertEquals(before + 2, faults.count(Faults.Call.DELETE));
    }

    @Test
    void whatIsGoneByItselfIsForgotten() {
        UUID service = orphan(instance());
        awaitOrphan(service);

        FaultyProvider.remove(identity(service));

        await().atMost(SOON).until(() -> find(service).isEmpty());
    }

    @Test
    void onlyAdministratorsSeeAndRemoveOrphans() {
        UUID service = orphan(instance());
        Object id = awaitOrphan(service).get("id");
        Tenant tenant = Tenant.owner();

        tenant.get("/admin/orphans").then().statusCode(403);
        tenant.request().post("/admin/orphans/{id}/delete", id).then().statusCode(403);
        given().get("/admin/orphans").then().statusCode(401);

        assertTrue(FaultyProvider.exists(service));
        FaultyProvider.remove(identity(service));
    }

    @Test
    void anUnknownOrphanIsNotFound() {
        administrator()
                .post("/admin/orphans/{id}/delete", UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        administrator().get("/admin/orphans?limit=0").then().statusCode(400);
        assertFalse(find(UUID.randomUUID()).isPresent());
    }

    private static UUID orphan(Settings settings) {
        UUID service = UUID.randomUUID();
        FaultyProvider.make(identity(service), settings);
        return service;
    }

    private static ResourceIdentity identity(UUID service) {
        return new ResourceIdentity(service, UUID.randomUUID(), FaultyProvider.REGION, 1);
    }

    private static Settings instance() {
        return new InstanceSettings("t3.small", "ubuntu-24.04", 20, List.of(), null, List.of(), false);
    }

    private static Settings bucket() {
        return new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false);
    }

    private static Map<String, Object> awaitOrphan(UUID service) {
        await().atMost(SOON).until(() -> find(service).isPresent());
        return find(service).orElseThrow();
    }

    private static Optional<Map<String, Object>> find(UUID service) {
        return OrphanList.find("service_id", service.toString());
    }
}
