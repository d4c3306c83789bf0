package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ResourceIdentity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is told and done of instances whose changes fail. */
@ServiceTest
class InstanceFailuresTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Ledger ledger;

    @Test
    void afterARefusedChangeTheStatusIsWhatIsObserved() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        tenant.faults().fail(Call.ENSURE, () -> {
            FaultyProvider.resource(machine.id()).state = State.STOPPED;
            return Faults.refused();
        });

        change(tenant, machine);

        tenant.get(machine.path())
                .then()
                .body("status", equalTo("stopped"))
                .body("state_reason", equalTo("The provider does not take this."));
    }

    @Test
    void afterARefusedChangeAnInstanceThatIsGoneIsDegraded() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        tenant.faults().fail(Call.ENSURE, () -> {
            FaultyProvider.resource(machine.id()).state = State.STOPPING;
            return Faults.refused();
        });

        change(tenant, machine);

        assertEquals("degraded", machine.read().getString("status"));
    }

    @Test
    void anImageIsChosenOnlyForAnInstanceThatIsToBeMade() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        change(tenant, machine);
        assertEquals(1, tenant.faults().count(Call.IMAGE));

        FaultyProvider.remove(new ResourceIdentity(machine.id(), UUID.randomUUID(), FaultyProvider.REGION, 1));
        change(tenant, machine);
        assertEquals(2, tenant.faults().count(Call.IMAGE));
    }

    @Test
    void aCallThatIsToBeMadeAgainIsMadeInTheSamePlace() {
        Tenant tenant = Tenant.owner();
        tenant.faults()
                .fail(
                        Call.ENSURE,
                        () -> new ProviderException.Retryable(
                                ProviderException.Retryable.Reason.CAPACITY, "There is no room.", null))
                .inPhases(Call.ENSURE);

        Tenant.Asked machine = tenant.running("compute");

        assertEquals(List.of(1, 1), FaultyCompute.places(machine.id()));
    }

    @Test
    void userDataIsMeasuredInBytes() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = new HashMap<>(tenant.wish("compute"));
        wish.put("spec", Map.of("user_data", "ü".repeat(8193)));

        tenant.post("/services", wish)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/spec/user_data"))
                .body("errors[0].code", equalTo("too_long"));
    }

    @Test
    void whatAStaleCallMadeIsRemovedPhaseByPhase() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked machine = tenant.ask("compute");
        gate.awaitArrival();
        ledger.giveToAnother(machine.operationId());
        ledger.expireLease(machine.operationId());
        machine.succeeds();
        tenant.await(Tenant.operationOf(tenant.delete(machine.path())));
        tenant.faults().inPhases(Call.DELETE);
        long before = tenant.faults().count(Call.DELETE);

        gate.open();

        await().atMost(SOON).until(() -> tenant.faults().count(Call.DELETE) == before + 2);
        assertFalse(FaultyProvider.exists(machine.id()));
    }

    private static void change(Tenant tenant, Tenant.Asked machine) {
        int gb = machine.read().getInt("spec.disk_gb") + 1;
        tenant.await(Tenant.operationOf(tenant.patch(machine.path(), Map.of("spec", Map.of("disk_gb", gb)))));
    }
}
