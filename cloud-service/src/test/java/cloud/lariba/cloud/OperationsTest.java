package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class OperationsTest {

    @Inject
    Ledger ledger;

    @ParameterizedTest
    @CsvSource({"compute, 00:15:00", "storage, 00:15:00", "database, 02:00:00"})
    void anOperationHasItsTimeFromItsBeginningAndOnADatabaseMore(String type, String time) {
        Tenant.Asked service = Tenant.owner().running(type);

        assertEquals(
                List.of(time),
                ledger.texts("select (deadline_at - started_at)::text from operations where id = '"
                        + service.operationId() + "'"));
    }

    @Test
    void waitingEndsWhenThePatienceDoes() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();

        long start = System.nanoTime();
        tenant.get("/operations/{id}?wait=1s", bucket.operationId())
                .then()
                .statusCode(200)
                .body("state", equalTo("running"))
                .body("progress", equalTo(0))
                .body("steps[0].state", equalTo("running"));
        long waited = System.nanoTime() - start;
        gate.open();

        assertTrue(waited >= 1_000_000_000L);
        bucket.succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"61s", "-1s", "banana", "1m", "1.5s", "999999999999s"})
    void aPatienceOutOfRangeIsRefused(String wait) {
        Tenant.Asked bucket = Tenant.owner().ask("storage");

        bucket.tenant()
                .get("/operations/{id}?wait={wait}", bucket.operationId(), wait)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#query/wait"));
    }

    @Test
    void manyCanWaitAtOnce() throws Exception {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(
                            () -> tenant.await(bucket.operationId()).getString("state")))
                    .toList();
            tenant.get(bucket.path()).then().statusCode(200);
            gate.open();
            for (var one : waiting) {
                assertEquals("succeeded", one.get());
            }
        }
    }

    @Test
    void theOperationsOfAServiceAreListedNewestFirst() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        tenant.await(Tenant.operationOf(machine.act("stop")));

        tenant.get(machine.path() + "/operations")
                .then()
                .statusCode(200)
                .body("items.type", equalTo(List.of("stop", "create")))
                .body("next_cursor", equalTo(null));
        String cursor = tenant.get(machine.path() + "/operations?limit=1").path("next_cursor");
        tenant.get(machine.path() + "/operations?limit=1&cursor={c}", cursor)
                .then()
                .body("items.type", equalTo(List.of("create")));
    }

    @Test
    void aRunningCreationIsGivenUpBeforeItsNextStep() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Gate gate = tenant.faults().block(Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();

        tenant.request()
                .post("/operations/{id}/cancel", bucket.operationId())
                .then()
                .statusCode(202);
        gate.open();

        JsonPath operation = bucket.ends("cancelled");
        assertEquals("succeeded", operation.getString("steps[0].state"));
        assertEquals("cancelled", operation.getString("steps[1].state"));
        assertEquals("failed", bucket.read().getString("status"));
        tenant.await(Tenant.operationOf(tenant.delete(bucket.path())));
        assertFalse(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void whatHasEndedCannotBeGivenUp() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        bucket.tenant()
                .request()
                .post("/operations/{id}/cancel", bucket.operationId())
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"));
    }

    @Test
    void aRunningDeletionCannotBeGivenUp() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Gate gate = tenant.faults().block(Call.DELETE);
        var deletion = Tenant.operationOf(tenant.delete(bucket.path()));
        gate.awaitArrival();

        tenant.request().post("/operations/{id}/cancel", deletion).then().statusCode(409);
        gate.open();

        assertEquals("succeeded", tenant.await(deletion).getString("state"));
    }
}
