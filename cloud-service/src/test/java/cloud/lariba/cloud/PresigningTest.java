package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@ServiceTest
class PresigningTest {

    @Inject
    Ledger ledger;

    @Test
    void aPresignedUrlIsForOneObject() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        tenant.post(bucket.path() + "/presigned-urls", Map.of("method", "GET", "key", "a.txt", "expires_in", 60))
                .then()
                .statusCode(200)
                .body("url", notNullValue())
                .body("headers", notNullValue())
                .body("expires_at", notNullValue());
    }

    @Test
    void presigningBeforeAndAfterARotationUsesDifferentKeys() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Map<String, String> wanted = Map.of("method", "PUT", "key", "k");
        String before = tenant.post(bucket.path() + "/presigned-urls", wanted).path("url");

        tenant.await(Tenant.operationOf(tenant.request().post(bucket.path() + "/credentials/rotate")));

        String after = tenant.post(bucket.path() + "/presigned-urls", wanted).path("url");
        assertNotEquals(before, after);
    }

    @Test
    void aRotationWhileAUrlIsSignedLeavesNothingThatOpensTheBucket() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Map<String, String> wanted = Map.of("method", "PUT", "key", "k");
        tenant.post(bucket.path() + "/presigned-urls", wanted).then().statusCode(200);
        Faults.Gate gate = tenant.faults().block(Faults.Call.PRESIGN);
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> late = aside.submit(() -> tenant.post(bucket.path() + "/presigned-urls", wanted));
            gate.awaitArrival();
            tenant.await(Tenant.operationOf(tenant.request().post(bucket.path() + "/credentials/rotate")));

            gate.open();

            late.get().then().statusCode(409).body("code", equalTo("operation_in_progress"));
        }
        assertTrue(FaultyProvider.resource(bucket.id()).keys.isEmpty());
    }

    @Test
    void aBucketsUrlsAreSignedByOneKey() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        String first = presign(bucket).path("url");
        String second = presign(bucket).path("url");

        assertEquals(first, second);
        assertEquals(1, FaultyProvider.resource(bucket.id()).keys.size());
    }

    @Test
    void theKeyThatSignsIsNowhereInTheDatabase() {
        Tenant.Asked bucket = Tenant.owner().running("storage");
        presign(bucket).then().statusCode(200);
        String id =
                FaultyProvider.resource(bucket.id()).keys.values().iterator().next();

        List<String> rows = ledger.dump();

        assertTrue(rows.stream()
                .anyMatch(row ->
                        row.contains("presign_key") && row.contains(bucket.id().toString())));
        String secret = "secret of " + id;
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        assertTrue(rows.stream().noneMatch(row -> row.contains(secret) || row.contains(hex)));
    }

    @Test
    void manyWhoPresignForTheFirstTimeAtOnceShareOneKey() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Faults.Gate gate = tenant.faults().block(Faults.Call.ISSUE);
        Set<String> signers = ConcurrentHashMap.newKeySet();
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> slow = aside.submit(() -> presign(bucket));
            gate.awaitArrival();
            List<Future<Response>> others = Stream.generate(() -> aside.submit(() -> presign(bucket)))
                    .limit(5)
                    .toList();
            for (Future<Response> other : others) {
                signers.add(signerOf(other.get()));
            }

            gate.open();

            signers.add(signerOf(slow.get()));
        }
        assertEquals(1, signers.size());
        assertEquals(
                signers, Set.copyOf(FaultyProvider.resource(bucket.id()).keys.values()));
    }

    @Test
    void aRotationWhileTheFirstKeyIsMadeLeavesNothingThatOpensTheBucket() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Faults.Gate gate = tenant.faults().block(Faults.Call.ISSUE);
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> late = aside.submit(() -> presign(bucket));
            gate.awaitArrival();
            tenant.await(Tenant.operationOf(tenant.request().post(bucket.path() + "/credentials/rotate")));

            gate.open();

            late.get().then().statusCode(409).body("code", equalTo("operation_in_progress"));
        }
        assertTrue(FaultyProvider.resource(bucket.id()).keys.isEmpty());
        presign(bucket).then().statusCode(200);
    }

    @Test
    void aKeyThatIsMadeWhileTheBucketGoesAwayIsTakenAway() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        Faults.Gate issuing = tenant.faults().block(Faults.Call.ISSUE);
        Faults.Gate deleting = tenant.faults().block(Faults.Call.DELETE);
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> late = aside.submit(() -> presign(bucket));
            issuing.awaitArrival();
            Response deletion = tenant.request().delete(bucket.path());
            deleting.awaitArrival();

            issuing.open();

            late.get().then().statusCode(409).body("code", equalTo("invalid_state"));
            assertTrue(FaultyProvider.resource(bucket.id()).keys.isEmpty());
            deleting.open();
            tenant.await(Tenant.operationOf(deletion));
        }
        assertTrue(ledger.dump().stream()
                .noneMatch(row ->
                        row.contains("presign_key") && row.contains(bucket.id().toString())));
    }

    @Test
    void aKeyThatARotationMissedGoesWithTheNextOneThatSigns() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        String before = signerOf(presign(bucket));
        tenant.await(Tenant.operationOf(tenant.request().post(bucket.path() + "/credentials/rotate")));
        FaultyProvider.resource(bucket.id()).keys.put("missed", before);

        String after = signerOf(presign(bucket));

        assertNotEquals(before, after);
        assertEquals(
                Set.of(after),
                Set.copyOf(FaultyProvider.resource(bucket.id()).keys.values()));
    }

    @Test
    void presigningChecksItsInput() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        tenant.post(
                        bucket.path() + "/presigned-urls",
                        Map.of("method", "POST", "key", "", "expires_in", 3601, "content_type", "a\nb"))
                .then()
                .statusCode(400)
                .body("errors.pointer.unique()", equalTo(List.of("/method", "/key", "/expires_in", "/content_type")));
    }

    private static Response presign(Tenant.Asked bucket) {
        return bucket.tenant().post(bucket.path() + "/presigned-urls", Map.of("method", "PUT", "key", "k"));
    }

    private static String signerOf(Response presigned) {
        presigned.then().statusCode(200);
        return presigned.<String>path("url").replaceFirst(".*signer=", "");
    }
}
