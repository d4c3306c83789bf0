package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServiceTest
class CredentialsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Ledger ledger;

    @Test
    void aBucketGivesANewKeyEachTime() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        Response first = issue(bucket);
        Response second = issue(bucket);

        first.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("type", equalTo("s3"))
                .body("secret_access_key", notNullValue())
                .body("bucket", notNullValue())
                .body("endpoint", equalTo("http://s3.test"))
                .body("region", equalTo("test-1"));
        assertNotEquals(first.<String>path("access_key_id"), second.<String>path("access_key_id"));
    }

    @Test
    void aDatabaseGivesItsLogin() {
        Tenant.Asked database = Tenant.owner().running("database");

        issue(database)
                .then()
                .statusCode(200)
                .body("type", equalTo("postgres"))
                .body("host", equalTo("db.test"))
                .body("port", equalTo(5432))
                .body("database", equalTo("app"))
                .body("username", equalTo("app_a"))
                .body(
                        "password",
                        equalTo(FaultyProvider.resource(database.id()).logins.get("app_a")))
                .body(
                        "uri",
                        equalTo("postgresql://app_a:"
                                + FaultyProvider.resource(database.id()).logins.get("app_a") + "@db.test:5432/app"));
    }

    @Test
    void eachIssueIsRecordedWithoutTheSecret() {
        Tenant.Asked database = Tenant.owner().running("database");

        String password = issue(database).path("password");

        String events = database.tenant().get(database.path() + "/events").asString();
        assertTrue(events.contains("cloud.lariba.credentials.issued"));
        assertTrue(events.contains(database.tenant().id().toString()));
        assertFalse(events.contains(password));
    }

    @Test
    void secretsAreNowhereInTheDatabase() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Map<String, Object> wish = tenant.wish("compute");
        wish.put("spec", Map.of("user_data", "canary-7f3a-user-data"));
        tenant.sending(wish).header("Idempotency-Key", "canary").post("/services");
        String password = tenant.request()
                .header("Idempotency-Key", "canary")
                .post(database.path() + "/credentials")
                .path("password");

        List<String> rows = ledger.dump();

        assertTrue(rows.stream().anyMatch(row -> row.contains(database.id().toString())));
        assertTrue(rows.stream().noneMatch(row -> row.contains(password)));
        assertTrue(rows.stream().noneMatch(row -> row.contains("canary-7f3a")));
    }

    @Test
    void rotatingGivesADatabaseTheOtherLoginInTurn() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String first = issue(database).path("password");
        assertEquals("app_a", database.read().getString("outputs.username"));

        rotated(database);
        Response second = issue(database);

        second.then().body("username", equalTo("app_b")).body("password", not(equalTo(first)));
        assertEquals(Map.of("app_b", second.<String>path("password")), FaultyProvider.resource(database.id()).logins);
        assertEquals("app_b", database.read().getString("outputs.username"));
        assertEquals("running", database.read().getString("status"));
        rotated(database);
        issue(database)
                .then()
                .body("username", equalTo("app_a"))
                .body("password", not(equalTo(first)))
                .body("password", not(equalTo(second.<String>path("password"))));
        assertEquals(
                Set.of("app_a"), FaultyProvider.resource(database.id()).logins.keySet());
    }

    @Test
    void anEarlierLoginThatIsInUseGoesOnToWorkUntilItsTimeIsOver() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String first = issue(database).path("password");
        FaultyProvider.Resource resource = FaultyProvider.resource(database.id());
        resource.connected.add("app_a");

        UUID rotation = Tenant.operationOf(tenant.request().post(database.path() + "/credentials/rotate"));

        await().atMost(SOON).until(() -> issue(database).path("username"), equalTo("app_b"));
        await().atMost(SOON).until(() -> tenant.faults().count(Faults.Call.CONNECTED) >= 2);
        assertEquals(first, resource.logins.get("app_a"));
        assertEquals("succeeded", tenant.await(rotation).getString("state"));
        assertEquals(Set.of("app_b"), resource.logins.keySet());
    }

    @Test
    void anEarlierLoginGoesAsSoonAsNobodyUsesItAnyMore() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.resource(database.id()).connected.add("app_b");
        rotated(database);

        assertEquals(1, tenant.faults().count(Faults.Call.CONNECTED));
        assertEquals(
                Set.of("app_b"), FaultyProvider.resource(database.id()).logins.keySet());
    }

    @Test
    void aRotationThatFailsLeavesTheCredentialsThatAreShownWorking() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String before = issue(database).path("password");
        tenant.faults().fail(Faults.Call.ADMIT, Faults::refused);

        UUID rotation = Tenant.operationOf(tenant.request().post(database.path() + "/credentials/rotate"));

        assertEquals("failed", tenant.await(rotation).getString("state"));
        issue(database).then().body("username", equalTo("app_a")).body("password", equalTo(before));
        assertEquals(Map.of("app_a", before), FaultyProvider.resource(database.id()).logins);
        rotated(database);
        issue(database).then().body("username", equalTo("app_b"));
    }

    @Test
    void aDatabaseThatIsMadeAfterAFailureHasItsLogin() {
        Tenant tenant = Tenant.owner();
        tenant.faults().fail(Faults.Call.ADMIT, Faults::refused);
        Tenant.Asked database = tenant.ask("database");
        database.ends("failed");
        issue(database).then().statusCode(409).body("code", equalTo("invalid_state"));

        UUID change = Tenant.operationOf(tenant.patch(database.path(), Map.of("plan", "small")));

        assertEquals("succeeded", tenant.await(change).getString("state"));
        issue(database)
                .then()
                .statusCode(200)
                .body("username", equalTo("app_a"))
                .body(
                        "password",
                        equalTo(FaultyProvider.resource(database.id()).logins.get("app_a")));
        assertEquals("app_a", database.read().getString("outputs.username"));
    }

    private static void rotated(Tenant.Asked database) {
        Response rotation = database.tenant().request().post(database.path() + "/credentials/rotate");
        assertEquals(
                "succeeded",
                database.tenant().await(Tenant.operationOf(rotation)).getString("state"));
    }

    @Test
    void rotatingTakesTheKeysOfABucketAway() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        issue(bucket);
        issue(bucket);

        tenant.await(Tenant.operationOf(tenant.request().post(bucket.path() + "/credentials/rotate")));

        assertTrue(FaultyProvider.resource(bucket.id()).keys.isEmpty());
        issue(bucket).then().statusCode(200);
    }

    @Test
    void aServiceWithoutCredentialsSaysSo() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");

        issue(machine).then().statusCode(422);
        tenant.post(machine.path() + "/presigned-urls", Map.of("method", "GET", "key", "k"))
                .then()
                .statusCode(422);
        tenant.request().post(machine.path() + "/credentials/rotate").then().statusCode(422);
    }

    @Test
    void aServiceThatIsNotThereYetHasNoCredentials() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Faults.Gate gate = tenant.faults().block(Faults.Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();

        issue(bucket).then().statusCode(409).body("code", equalTo("invalid_state"));
        gate.open();
    }

    @Test
    void aProviderThatDoesNotAnswerIsSaidToBeUnavailable() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        tenant.faults().fail(Faults.Call.ISSUE, Faults::unavailable);

        issue(bucket)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("upstream_unavailable"));
    }

    private static Response issue(Tenant.Asked service) {
        return service.tenant().request().post(service.path() + "/credentials");
    }
}
