package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@ServiceTest
class IdempotentCredentialsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    /** More than the service has connections to its database. */
    private static final int MANY = 40;

    @Test
    void theSameKeyGivesTheSameAccessKey() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        Response first = issue(bucket, "once");
        Response again = issue(bucket, "once");
        Response other = issue(bucket, "twice");

        again.then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Cache-Control", equalTo("no-store"));
        assertEquals(first.asString(), again.asString());
        assertEquals(Set.of(keyOf(first), keyOf(other)), keys(bucket));
    }

    @Test
    void ofEqualRequestsAtOnceOneMakesAnAccessKeyThatStays() throws Exception {
        Tenant.Asked bucket = Tenant.owner().running("storage");
        Faults.Gate gate = bucket.tenant().faults().block(Faults.Call.ISSUE);
        List<Response> answers = new ArrayList<>();
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> slow = aside.submit(() -> issue(bucket, "once"));
            gate.awaitArrival();
            answers.add(issue(bucket, "once"));
            gate.open();
            answers.add(slow.get());
        }

        answers.forEach(answer -> answer.then().statusCode(200));
        assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        assertEquals(Set.of(keyOf(answers.getFirst())), keys(bucket));
    }

    @Test
    void requestsThatWaitForTheProviderHoldNoConnection() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        List<Faults.Gate> gates = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            gates.add(tenant.faults().block(Faults.Call.ISSUE));
        }
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> waiting = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String key = "waits-" + i;
                waiting.add(aside.submit(() -> issue(bucket, key)));
            }
            try {
                await().atMost(SOON).until(() -> tenant.faults().count(Faults.Call.ISSUE) == MANY);

                tenant.get(bucket.path()).then().statusCode(200);
            } finally {
                gates.forEach(Faults.Gate::open);
            }
            for (Future<Response> each : waiting) {
                each.get().then().statusCode(200);
            }
        }
        assertEquals(MANY, keys(bucket).size());
    }

    @Test
    void aKeyIsForOneUrl() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        Response first = presign(bucket, "one");
        Response again = presign(bucket, "one");
        Response other = presign(bucket, "another");

        first.then().statusCode(200);
        assertEquals(first.asString(), again.asString());
        other.then().statusCode(422).body("code", equalTo("idempotency_key_reused"));
    }

    private static Response presign(Tenant.Asked bucket, String object) {
        return bucket.tenant()
                .sending(Map.of("method", "PUT", "key", object))
                .header("Idempotency-Key", "sign")
                .post(bucket.path() + "/presigned-urls");
    }

    private static Response issue(Tenant.Asked bucket, String key) {
        return bucket.tenant().request().header("Idempotency-Key", key).post(bucket.path() + "/credentials");
    }

    private static String keyOf(Response issued) {
        issued.then().statusCode(200);
        return issued.path("access_key_id");
    }

    private static Set<String> keys(Tenant.Asked bucket) {
        return FaultyProvider.resource(bucket.id()).keys.values().stream().collect(Collectors.toSet());
    }
}
