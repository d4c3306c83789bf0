package cloud.lariba.cloud;

import static cloud.lariba.cloud.OrphanList.administrator;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left beside a service's own resource is found and removed alone. */
@ServiceTest
class SurplusResourcesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SOME_SWEEPS = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({"DISK, 8.0000", "SNAPSHOT,", "SECURITY_GROUP, 0.0000", "KEY_PAIR, 0.0000", "ACCESS_USER, 0.0000"})
    void whatADeletedServiceLeftIsFoundPricedAndRemoved(Kind kind, @Nullable String perMonth) {
        FoundResource left = add(kind, UUID.randomUUID(), 100);

        Map<String, Object> found = awaitOrphan(left);
        assertEquals(kind.wireName(), found.get("type"));
        assertEquals(perMonth, found.get("price") instanceof Map<?, ?> price ? price.get("per_month") : null);

        remove(found);
        await().atMost(SOON).until(() -> find(left).isEmpty());
        assertTrue(!FaultyInventory.MORE.contains(left));
    }

    @Test
    void anInstanceBesideTheServicesOwnIsRemovedAlone() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        FoundResource surplus = add(Kind.COMPUTE, machine.id(), 0);

        remove(awaitOrphan(surplus));

        await().atMost(SOON).until(() -> !FaultyInventory.MORE.contains(surplus));
        assertTrue(FaultyProvider.exists(machine.id()));
        assertEquals("running", machine.read().getString("status"));
    }

    @ParameterizedTest
    @CsvSource({"COMPUTE, true", "COMPUTE, false", "DATABASE, true", "DATABASE, false"})
    void oneOfTwoThatADeletedServiceLeftIsRemovedAlone(Kind kind, boolean own) {
        UUID service = UUID.randomUUID();
        FaultyProvider.make(
                new ResourceIdentity(service, UUID.randomUUID(), FaultyProvider.REGION, 1),
                kind == Kind.COMPUTE
                        ? new InstanceSettings("t3.small", "ubuntu-24.04", 20, List.of(), null, List.of(), false)
                        : new DatabaseSettings("postgres", "18", "db.t4g.small", 40, false, 0, List.of()));
        FoundResource another = add(kind, service, 0);
        awaitOrphan(another);
        await().atMost(SOON).until(() -> ofService(service).size() == 2);

        remove(ofService(service).stream()
                .filter(orphan -> another.resourceId().equals(orphan.get("resource_id")) != own)
                .findFirst()
                .orElseThrow());
        await().atMost(SOON).until(() -> ofService(service).size() == 1);

        assertEquals(own, !FaultyProvider.exists(service));
        assertEquals(own, FaultyInventory.MORE.contains(another));
        remove(ofService(service).getFirst());
        await().atMost(SOON).until(() -> ofService(service).isEmpty());
        FaultyInventory.MORE.remove(another);
    }

    private static List<Map<String, Object>> ofService(UUID service) {
        return OrphanList.all().stream()
                .filter(orphan -> service.toString().equals(orphan.get("service_id")))
                .toList();
    }

    @Test
    void theOnlyInstanceOfAServiceIsNeverSurplus() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        FoundResource copy = add(Kind.COMPUTE, machine.id(), 0);
        awaitOrphan(copy);

        FaultyProvider.remove(new ResourceIdentity(machine.id(), UUID.randomUUID(), FaultyProvider.REGION, 1));

        await().atMost(SOON).until(() -> find(copy).isEmpty());
        FaultyInventory.MORE.remove(copy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNAPSHOT", "SECURITY_GROUP", "KEY_PAIR", "ACCESS_USER"})
    void whatBelongsToALivingServiceIsNoOrphan(Kind kind) {
        Tenant.Asked service = Tenant.owner().running("storage");
        FoundResource its = add(kind, service.id(), 1);

        await().during(SOME_SWEEPS).atMost(SOON).until(() -> find(its).isEmpty());
        FaultyInventory.MORE.remove(its);
    }

    @Test
    void oneThatCannotBeLookedAtKeepsNoneOfTheOthersFromBeingShown() {
        FoundResource unseen = add(Kind.DISK, UUID.randomUUID(), 1);
        FaultyInventory.UNSEEN.add(unseen.serviceId());
        FoundResource seen = add(Kind.DISK, UUID.randomUUID(), 1);

        awaitOrphan(seen);

        assertTrue(find(unseen).isEmpty());
        FaultyInventory.MORE.removeAll(List.of(unseen, seen));
    }

    private static FoundResource add(Kind kind, UUID service, int gb) {
        FoundResource found =
                new FoundResource(kind, "x-" + UUID.randomUUID(), FaultyProvider.REGION, service, null, "gp3", gb);
        FaultyInventory.MORE.add(found);
        return found;
    }

    private static Map<String, Object> awaitOrphan(FoundResource resource) {
        await().atMost(SOON).until(() -> find(resource).isPresent());
        return find(resource).orElseThrow();
    }

    private static void remove(Map<String, Object> orphan) {
        administrator()
                .post("/admin/orphans/{id}/delete", orphan.get("id"))
                .then()
                .statusCode(202);
    }

    private static Optional<Map<String, Object>> find(FoundResource resource) {
        return OrphanList.find("resource_id", resource.resourceId());
    }
}
