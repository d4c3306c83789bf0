package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens when many ask at once. */
@ServiceTest
class ConcurrencyTest {

    @Test
    void twentyServicesAtOnceAreEachMadeOnce() throws Exception {
        Tenant tenant = Tenant.owner();
        List<String> types = List.of("compute", "storage", "database");

        List<Tenant.Asked> services = times(20, i -> tenant.ask(types.get(i % types.size())));

        for (Tenant.Asked service : services) {
            service.succeeds();
            assertEquals(1, FaultyProvider.made(service.id()));
        }
    }

    @Test
    void aQuotaIsNeverExceeded() throws Exception {
        Tenant tenant = Tenant.owner();
        tenant.project().quota("services", 5);

        List<Response> answers = times(24, i -> tenant.post("/services", tenant.wish("storage")));

        assertEquals(5, answers.stream().filter(a -> a.statusCode() == 202).count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() != 202)
                .allMatch(a -> a.statusCode() == 409 && a.path("code").equals("quota_exceeded")));
        tenant.get("/services?limit=100").then().body("items.size()", equalTo(5));
    }

    @Test
    void aQuotaOfProcessorsIsNeverExceededByResizing() throws Exception {
        Tenant tenant = Tenant.owner();
        List<Tenant.Asked> machines = times(4, i -> tenant.running("compute"));
        tenant.project().quota("memory_gb", 6);
        forgetRoles(tenant);

        times(4, i -> tenant.patch(machines.get(i).path(), Map.of("plan", "small")));

        long memory = machines.stream()
                .mapToLong(m -> m.read().getString("plan").equals("small") ? 2 : 1)
                .sum();
        assertEquals(6, memory);
    }

    @Test
    void sixtyFourRequestsWithOneKeyAreOneService() throws Exception {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");

        List<Response> answers = times(
                64,
                i -> tenant.sending(wish).header("Idempotency-Key", "the same").post("/services"));

        List<Response> accepted =
                answers.stream().filter(a -> a.statusCode() == 202).toList();
        assertTrue(!accepted.isEmpty());
        assertEquals(
                1, accepted.stream().map(a -> a.<String>path("id")).distinct().count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() != 202)
                .allMatch(a -> a.statusCode() == 409 && a.path("code").equals("request_in_progress")));
        tenant.get("/services").then().body("items.size()", equalTo(1));
    }

    @Test
    void ofManyChangesAtOnceOneIsAccepted() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Faults.Gate gate = tenant.faults().block(Faults.Call.STOP);

        List<Response> answers = times(16, i -> machine.act("stop"));
        gate.open();

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 202).count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() != 202)
                .allMatch(a -> a.path("code").equals("operation_in_progress")
                        && a.path("operation_id") != null
                        && a.header("Retry-After") != null));
    }

    @Test
    void ofManyChangesWithKeysOfTheirOwnOneIsAccepted() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Faults.Gate gate = tenant.faults().block(Faults.Call.STOP);

        List<Response> answers = times(
                16,
                i -> tenant.sending(Map.of("type", "stop"))
                        .header("Idempotency-Key", "key " + i)
                        .post(machine.path() + "/actions"));
        gate.open();

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 202).count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() != 202)
                .allMatch(a -> a.statusCode() == 409 && a.path("code").equals("operation_in_progress")));
    }

    @Test
    void ofManyServicesOfOneNameOneIsMade() throws Exception {
        Tenant tenant = Tenant.owner();
        Map<String, Object> wish = tenant.wish("storage");

        List<Response> answers = times(16, i -> tenant.post("/services", wish));

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 202).count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() != 202)
                .allMatch(a -> a.path("code").equals("name_taken")));
    }

    /** What is known of the quota is used for a few seconds; an owner who asks anew is somebody else. */
    private static void forgetRoles(Tenant tenant) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            Map<String, Object> wish = tenant.wish("compute");
            wish.put("plan", "large");
            return !tenant.post("/services?dry_run=true", wish)
                    .<List<Object>>path("plan.blockers")
                    .isEmpty();
        });
    }

    private interface Attempt<T> {
        T number(int i) throws Exception;
    }

    private static <T> List<T> times(int count, Attempt<T> attempt) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, count)
                    .mapToObj(i -> (Callable<T>) () -> attempt.number(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
