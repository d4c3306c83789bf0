package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import cloud.lariba.cloud.drift.Looks;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A worker that lost its lease while it was held up changes nothing when it goes on. */
@ServiceTest
class FencingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    @Inject
    Ledger ledger;

    @Inject
    Looks looks;

    @Test
    void theWritesOfAStaleWorkerChangeNothing() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();
        ledger.giveToAnother(bucket.operationId());
        List<String> before = ledger.everythingOf(bucket.operationId());

        gate.open();

        await().atMost(SOON).until(() -> FaultyProvider.exists(bucket.id()));
        await().during(LONG_ENOUGH)
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(before, ledger.everythingOf(bucket.operationId())));
        ledger.expireLease(bucket.operationId());
        bucket.succeeds();
        assertEquals(1, FaultyProvider.made(bucket.id()));
    }

    @Test
    void anotherWorkerFinishesWhatAHeldUpOneHas() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked machine = tenant.ask("compute");
        gate.awaitArrival();

        takeOver(machine.operationId());
        machine.succeeds();
        assertEquals(
                "succeeded",
                tenant.await(Tenant.operationOf(machine.act("stop"))).getString("state"));
        List<String> before = ledger.everythingOf(machine.operationId());
        gate.open();

        await().during(LONG_ENOUGH)
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(before, ledger.everythingOf(machine.operationId())));
        assertEquals("stopped", machine.read().getString("status"));
        assertEquals(1, FaultyProvider.made(machine.id()));
    }

    @Test
    void whatAStaleCallMakesAfterTheServiceIsGoneIsRemoved() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked database = tenant.ask("database");
        gate.awaitArrival();
        takeOver(database.operationId());
        database.succeeds();
        tenant.await(Tenant.operationOf(tenant.delete(database.path())));
        assertFalse(FaultyProvider.exists(database.id()));

        gate.open();

        await().atMost(SOON).until(() -> FaultyProvider.made(database.id()) == 2);
        await().atMost(SOON).until(() -> !FaultyProvider.exists(database.id()));
        tenant.get(database.path()).then().statusCode(404);
    }

    @Test
    void whatAStaleCallMakesIsRemovedAlsoWhenItsWorkerCanNotRecordIt() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked database = tenant.ask("database");
        gate.awaitArrival();
        takeOver(database.operationId());
        database.succeeds();
        tenant.await(Tenant.operationOf(tenant.delete(database.path())));

        ledger.withoutSteps(() -> {
            gate.open();

            await().atMost(SOON).until(() -> FaultyProvider.made(database.id()) == 2);
            await().atMost(SOON).until(() -> !FaultyProvider.exists(database.id()));
        });
    }

    @Test
    void aStaleCallRemovesNoObjectThatWasWrittenWhenTheBucketWasEmptied() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        FaultyProvider.resource(bucket.id()).objects.add("old");
        Gate gate = tenant.faults().block(Call.EMPTY);
        UUID stale = Tenant.operationOf(bucket.act("empty"));
        gate.awaitArrival();
        isFinishedByAnother(tenant, stale);
        assertTrue(FaultyProvider.resource(bucket.id()).objects.isEmpty());
        FaultyProvider.resource(bucket.id()).objects.addAll(List.of("new", "newer"));

        gate.open();

        await().during(LONG_ENOUGH)
                .atMost(SOON)
                .until(() -> FaultyProvider.resource(bucket.id()).objects.contains("new")
                        && FaultyProvider.resource(bucket.id()).objects.contains("newer"));
    }

    @Test
    void aLoginThatAStaleCallBringsBackIsTakenAwayAgain() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Gate gate = tenant.faults().block(Call.ADMIT);
        UUID stale = Tenant.operationOf(database.act("rotate_credentials"));
        gate.awaitArrival();
        isFinishedByAnother(tenant, stale);
        UUID later = Tenant.operationOf(database.act("rotate_credentials"));
        assertEquals("succeeded", tenant.await(later).getString("state"));
        var shown = tenant.request().post(database.path() + "/credentials").jsonPath();
        long retired = tenant.faults().count(Call.RETIRE);

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.RETIRE) > retired);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        Map.of("app_a", shown.getString("password")), FaultyProvider.resource(database.id()).logins));
    }

    @Test
    void aSnapshotThatAStaleCallMakesOfADeletedBackupIsRemoved() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Gate gate = tenant.faults().block(Call.SNAPSHOT);
        var asked = tenant.post(database.path() + "/backups", Map.of());
        gate.awaitArrival();
        takeOver(Tenant.operationOf(asked));
        assertEquals("succeeded", tenant.await(Tenant.operationOf(asked)).getString("state"));
        UUID deletion = Tenant.operationOf(tenant.delete(database.path() + "/backups/" + asked.path("id")));
        assertEquals("succeeded", tenant.await(deletion).getString("state"));
        assertEquals(1, tenant.faults().count(Call.DELETE_SNAPSHOT));

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.DELETE_SNAPSHOT) == 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(Map.of(), FaultyProvider.resource(database.id()).snapshots));
    }

    @Test
    void whatAStaleRestorationMakesAfterItHasFailedIsRemovedAndNothingElse() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        Gate gate = tenant.faults().block(Call.RESTORE);
        UUID stale = database.restore(backup);
        gate.awaitArrival();
        tenant.faults().fail(Call.RESTORE, Faults::refused);
        takeOver(stale);
        assertEquals("failed", tenant.await(stale).getString("state"));
        UUID later = database.restore(backup);
        assertEquals("succeeded", tenant.await(later).getString("state"));

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.REMOVE_UNUSED) > 0);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(Set.of(3L), FaultyProvider.resource(database.id()).generations));
    }

    @Test
    void whatAStaleCreationMakesAfterARestorationIsRemoved() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked database = tenant.ask("database");
        gate.awaitArrival();
        takeOver(database.operationId());
        database.succeeds();
        UUID restoration = database.restore(database.backUp());
        assertEquals("succeeded", tenant.await(restoration).getString("state"));
        assertEquals(1, tenant.faults().count(Call.REMOVE_REPLACED));

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.REMOVE_REPLACED) == 2);
        assertEquals(Set.of(2L), FaultyProvider.resource(database.id()).generations);
    }

    @Test
    void whatAStaleRevertMakesAfterARestorationIsRemoved() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Gate gate = tenant.faults().block(Call.ENSURE);
        UUID revert = Tenant.operationOf(tenant.post(
                database.path() + "/actions", Map.of("type", "revert", "params", Map.of("recreate", true))));
        gate.awaitArrival();
        isFinishedByAnother(tenant, revert);
        UUID restoration = database.restore(database.backUp());
        assertEquals("succeeded", tenant.await(restoration).getString("state"));
        assertEquals(1, tenant.faults().count(Call.REMOVE_REPLACED));

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.REMOVE_REPLACED) == 2);
    }

    @Test
    void whatAStaleRestorationMakesIsLeftToTheWorkerThatGoesOnWithIt() throws InterruptedException {
        HeldRestoration restoration = HeldRestoration.at(Call.RESTORE);
        Gate second = restoration.faults().block(Call.RESTORE);
        takeOver(restoration.operation());
        second.awaitArrival();

        restoration.gate().open();

        await().atMost(SOON).until(() -> restoration.resource().generations.contains(2L));
        await().during(LONG_ENOUGH)
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(0, restoration.faults().count(Call.REMOVE_UNUSED)));
        second.open();
        assertEquals("succeeded", restoration.ends());
        assertEquals(Set.of(2L), restoration.resource().generations);
    }

    @Test
    void aLoginThatBecomesCurrentWhileAStaleCallIsMadeGoodStaysAdmitted() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Gate stale = tenant.faults().block(Call.ADMIT);
        UUID first = Tenant.operationOf(database.act("rotate_credentials"));
        stale.awaitArrival();
        isFinishedByAnother(tenant, first);
        Gate repair = tenant.faults().block(Call.ADMIT);
        stale.open();
        repair.awaitArrival();
        UUID later = Tenant.operationOf(database.act("rotate_credentials"));
        assertEquals("succeeded", tenant.await(later).getString("state"));
        var shown = tenant.request().post(database.path() + "/credentials").jsonPath();
        long retired = tenant.faults().count(Call.RETIRE);

        repair.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.RETIRE) > retired);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        Map.of(shown.getString("username"), shown.getString("password")),
                        FaultyProvider.resource(database.id()).logins));
    }

    @Test
    void whatAStaleRestorationClosesWhenTheNewDatabaseIsInItsPlaceIsOpenedAgain() throws InterruptedException {
        HeldRestoration restoration = HeldRestoration.at(Call.DISMISS);
        Gate removal = restoration.faults().block(Call.REMOVE_REPLACED);
        takeOver(restoration.operation());
        removal.awaitArrival();

        restoration.gate().open();

        await().atMost(SOON).until(() -> restoration.resource().dismissals > 1);
        await().atMost(SOON).untilAsserted(() -> assertEquals(restoration.logins(), restoration.resource().logins));
        removal.open();
        assertEquals("succeeded", restoration.ends());
        assertEquals(restoration.logins(), restoration.resource().logins);
    }

    @Test
    void aStaleCallLetsNobodyIntoADatabaseThatARestorationHasClosed() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        Gate stale = tenant.faults().block(Call.ADMIT);
        UUID first = Tenant.operationOf(database.act("rotate_credentials"));
        stale.awaitArrival();
        isFinishedByAnother(tenant, first);
        Gate snapshot = tenant.faults().block(Call.SNAPSHOT);
        UUID restoration = database.restore(backup);
        snapshot.awaitArrival();
        long admitted = tenant.faults().count(Call.ADMIT);

        stale.open();

        await().during(LONG_ENOUGH)
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(admitted, tenant.faults().count(Call.ADMIT)));
        snapshot.open();
        assertEquals("succeeded", tenant.await(restoration).getString("state"));
    }

    @Test
    void anInstanceThatAStaleCallStopsShowsSoAsDrift() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Gate gate = tenant.faults().block(Call.STOP);
        UUID stale = Tenant.operationOf(machine.act("stop"));
        gate.awaitArrival();
        isFinishedByAnother(tenant, stale);
        assertEquals(
                "succeeded",
                tenant.await(Tenant.operationOf(machine.act("start"))).getString("state"));
        looks.at(List.of(machine.id()));
        assertFalse(looks.isDue(machine.id()));

        gate.open();

        await().atMost(SOON).until(() -> looks.isDue(machine.id()));
        looks.at(List.of(machine.id()));
        assertEquals("state", machine.read().getString("drift.differences[0].field"));
        assertEquals("stopped", machine.read().getString("status"));
    }

    @Test
    void aLeaseIsRenewedWhileItsStepRuns() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();

        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> ledger.fence(bucket.operationId()) == 1);
        gate.open();

        bucket.succeeds();
        assertEquals(1, tenant.faults().count(Call.ENSURE));
    }

    private void isFinishedByAnother(Tenant tenant, UUID operationId) {
        takeOver(operationId);
        assertEquals("succeeded", tenant.await(operationId).getString("state"));
    }

    private void takeOver(UUID operationId) {
        await().atMost(SOON).until(() -> {
            ledger.expireLease(operationId);
            return ledger.fence(operationId) > 1;
        });
        assertTrue(ledger.fence(operationId) > 1);
    }
}
