package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.drift.Looks;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rounds of looks go on whatever does not answer, and are shared by replicas. */
@ServiceTest
class DriftRoundsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Looks looks;

    @Test
    void aLookThatFailsSaysNothingAndKeepsNoOtherFromBeingLookedAt() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked first = tenant.running("storage");
        Tenant.Asked second = tenant.running("storage");
        Tenant.Asked third = tenant.running("storage");
        change(first);
        change(second);
        change(third);
        tenant.faults().fail(Faults.Call.OBSERVE, Faults::throttled).fail(Faults.Call.COMPARE, Faults::unavailable);
        long before = tenant.faults().count(Faults.Call.OBSERVE);

        looks.makeDue(List.of(first.id(), second.id(), third.id()));
        looks.round(100);
        assertEquals(1, tenant.faults().count(Faults.Call.OBSERVE) - before);
        looks.round(100);
        looks.round(100);

        assertNull(first.read().get("drift"));
        assertNull(second.read().get("drift"));
        assertEquals(1, third.read().getList("drift.differences").size());
        assertEquals("running", first.read().getString("status"));
    }

    @Test
    void aMistakeOfOursInALookKeepsNoOtherServiceOfTheRoundFromBeingLookedAt() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked first = tenant.running("storage");
        Tenant.Asked second = tenant.running("storage");
        change(first);
        change(second);
        tenant.faults().fail(Faults.Call.OBSERVE, () -> new IllegalStateException("a bug"));

        looks.at(List.of(first.id(), second.id()));

        assertNull(first.read().get("drift"));
        assertEquals("running", first.read().getString("status"));
        assertEquals(1, second.read().getList("drift.differences").size());
    }

    @Test
    void aRoundEndsWithItsBudgetAndTheNextGoesOnThere() {
        Tenant tenant = Tenant.owner();
        List<Tenant.Asked> services =
                Stream.generate(() -> tenant.running("storage")).limit(3).toList();
        services.forEach(DriftRoundsTest::change);
        looks.makeDue(services.stream().map(Tenant.Asked::id).toList());

        looks.round(2);
        assertEquals(2, tenant.faults().count(Faults.Call.COMPARE));
        assertNull(services.getLast().read().get("drift"));

        looks.round(2);
        assertEquals(3, tenant.faults().count(Faults.Call.COMPARE));
        assertEquals(1, services.getLast().read().getList("drift.differences").size());
    }

    @Test
    void aRegionThatHangsKeepsNoOtherFromBeingLookedAt() throws InterruptedException {
        Tenant.Asked slow = Tenant.owner().running("storage");
        Map<String, Object> wish = slow.tenant().wish("storage");
        wish.put("region", FaultyProvider.OTHER_REGION);
        Tenant.Asked other = slow.tenant().ask(wish);
        other.succeeds();
        change(slow);
        change(other);
        looks.makeDue(List.of(slow.id()));
        Faults.Gate gate = slow.tenant().faults().block(Faults.Call.COMPARE);
        looks.allAround();
        gate.awaitArrival();
        looks.makeDue(List.of(other.id()));

        await().atMost(SOON).until(() -> {
            looks.allAround();
            return other.read().get("drift") != null;
        });

        assertNull(slow.read().get("drift"));
        gate.open();
    }

    @Test
    void whereMuchOfAProjectIsMissingNothingOfItHasVanishedAndOthersAreLookedAt() {
        Tenant tenant = Tenant.owner();
        List<Tenant.Asked> services =
                Stream.generate(() -> tenant.running("storage")).limit(11).toList();
        services.forEach(service -> FaultyProvider.remove(service.id()));
        Tenant.Asked ofAnother = Tenant.owner().running("storage");
        FaultyProvider.remove(ofAnother.id());

        List<UUID> ids = Stream.concat(services.stream(), Stream.of(ofAnother))
                .map(Tenant.Asked::id)
                .toList();
        looks.at(ids);
        looks.at(ids);

        services.forEach(service -> assertEquals("running", service.read().getString("status")));
        assertEquals("vanished", ofAnother.read().getString("conditions[0].reason"));
        ids.forEach(looks::forget);
    }

    @Test
    void aRoundEndsWhereMuchOfManyProjectsIsMissingAndNothingHasVanishedThere() {
        List<Tenant.Asked> services = Stream.generate(() -> Tenant.owner().running("storage"))
                .limit(11)
                .toList();
        services.forEach(service -> FaultyProvider.remove(service.id()));
        long before = observations(services);

        List<UUID> ids = services.stream().map(Tenant.Asked::id).toList();
        looks.at(ids);

        assertEquals(10, observations(services) - before);
        looks.at(ids);
        looks.at(ids.reversed());
        services.forEach(service -> assertEquals("running", service.read().getString("status")));
        ids.forEach(looks::forget);
    }

    @Test
    void whatALookOnRequestDidNotFindIsNotNewlyMissing() {
        Tenant.Asked bucket = Tenant.owner().running("storage");
        FaultyProvider.remove(bucket.id());

        bucket.tenant().await(Tenant.operationOf(bucket.act("reconcile")));

        assertEquals("vanished", bucket.read().getString("conditions[0].reason"));
        assertTrue(looks.isMissed(bucket.id()));
        FaultyProvider.putBack(
                bucket.id(), new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false));
        bucket.tenant().await(Tenant.operationOf(bucket.act("reconcile")));
        assertFalse(looks.isMissed(bucket.id()));
    }

    @Test
    void whatAReplicaOfAnEarlierVersionMadeIsLookedAtAndIsToBeAsItWasLeft() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        looks.forget(machine.id());
        looks.findUnknown();
        assertTrue(looks.isKnown(machine.id()));
        FaultyProvider.resource(machine.id()).state = State.STOPPED;

        looks.at(List.of(machine.id()));

        assertEquals("stopped", machine.read().getString("status"));
        assertEquals("running", machine.read().getString("drift.differences[0].expected"));
    }

    @Test
    void replicasShareRegionsByTurnsAndServicesByLeases() {
        Tenant tenant = Tenant.owner();
        List<UUID> services =
                Stream.generate(() -> tenant.running("storage").id()).limit(4).toList();
        looks.makeDue(services);

        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                replicas.execute(() -> looks.round(100));
            }
        }

        assertEquals(4, tenant.faults().count(Faults.Call.COMPARE));
        String region = "region-of-" + tenant.projectId();
        assertEquals(
                List.of(true, false, false),
                Stream.generate(() -> looks.takesTurn(region)).limit(3).toList());
    }

    private static long observations(List<Tenant.Asked> services) {
        return services.stream()
                .mapToLong(service -> service.tenant().faults().count(Faults.Call.OBSERVE))
                .sum();
    }

    private static void change(Tenant.Asked bucket) {
        FaultyProvider.resource(bucket.id()).settings =
                new BucketSettings(true, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false);
    }
}
