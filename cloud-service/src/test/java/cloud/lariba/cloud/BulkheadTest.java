package cloud.lariba.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A region in which nothing comes back leaves workers for the others. */
@ServiceTest
class BulkheadTest {

    @Inject
    Ledger ledger;

    private static final int MORE_THAN_WORKERS = 10;
    private static final int FOR_ONE_REGION = 6;

    @Test
    void aRegionThatDoesNotAnswerLeavesWorkersForOthers() throws InterruptedException {
        Tenant slow = Tenant.owner();
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_WORKERS; i++) {
            gates.add(slow.faults().block(Call.ENSURE));
        }
        List<Tenant.Asked> waiting = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_WORKERS; i++) {
            waiting.add(slow.ask("storage"));
        }
        for (Gate gate : gates.subList(0, FOR_ONE_REGION)) {
            gate.awaitArrival();
        }
        Tenant other = Tenant.owner();
        Map<String, Object> wish = new HashMap<>(other.wish("compute"));
        wish.put("region", FaultyProvider.OTHER_REGION);

        other.ask(wish).succeeds();

        assertEquals(FOR_ONE_REGION, slow.faults().count(Call.ENSURE));
        assertEquals(
                MORE_THAN_WORKERS - FOR_ONE_REGION,
                waiting.stream()
                        .filter(asked -> ledger.fence(asked.operationId()) == 0)
                        .count(),
                "what waits for its turn is left alone");
        gates.forEach(Gate::open);
        waiting.forEach(Tenant.Asked::succeeds);
    }
}
