package cloud.lariba.cloud;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class BackupsTest {

    @Inject
    Ledger ledger;

    @Test
    void aBackupIsMadeAndShown() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.resource(database.id()).content = "something";
        Faults.Gate gate = tenant.faults().block(Call.SNAPSHOT);

        Response asked = tenant.post(database.path() + "/backups", Map.of("name", "before the change"));

        asked.then()
                .statusCode(202)
                .body("service_id", equalTo(database.id().toString()))
                .body("name", equalTo("before the change"))
                .body("state", equalTo("creating"))
                .body("operation_id", equalTo(Tenant.operationOf(asked).toString()))
                .body("finished_at", nullValue())
                .body("$", not(hasKey("size_bytes")));
        gate.awaitArrival();
        tenant.post(database.path() + "/backups", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("operation_in_progress"));
        gate.open();
        assertEquals("succeeded", tenant.await(Tenant.operationOf(asked)).getString("state"));
        tenant.get(database.path() + "/backups")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(asked.path("id")))
                .body("items[0].state", equalTo("available"))
                .body("items[0].size_bytes", greaterThan(0))
                .body("items[0].finished_at", notNullValue())
                .body("items[0].operation_id", nullValue())
                .body("next_cursor", nullValue());
        assertEquals("running", database.read().getString("status"));
    }

    @Test
    void aBackupNeedsNoNameAndNoBody() {
        Tenant.Asked database = Tenant.owner().running("database");

        Response asked = database.tenant().request().noContentType().post(database.path() + "/backups");

        asked.then().statusCode(202).body("name", nullValue());
        database.tenant()
                .post(database.path() + "/backups", Map.of("name", ""))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/name"));
        database.tenant()
                .post(database.path() + "/backups", Map.of("size", 1))
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown_field"));
    }

    @Test
    void theBackupsOfADatabaseAreListedPageByPage() {
        Tenant.Asked database = Tenant.owner().running("database");
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            made.add(database.backUp());
        }

        Response first = database.tenant().get(database.path() + "/backups?limit=2");
        Response second =
                database.tenant().get(database.path() + "/backups?limit=2&cursor=" + first.<String>path("next_cursor"));

        Set<String> listed = new HashSet<>(first.<List<String>>path("items.id"));
        assertEquals(2, listed.size());
        listed.addAll(second.<List<String>>path("items.id"));
        assertEquals(made, listed);
        database.tenant()
                .get(database.path() + "/backups?cursor=x")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_cursor"));
    }

    @Test
    void whatADeletionThatFailedHasLeftOfTheBackupsShowsWhenTheServiceIsRepaired() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String gone = database.backUp();
        String left = database.backUp();
        tenant.faults().fail(Call.DELETE, Faults::refused);
        tenant.await(Tenant.operationOf(tenant.delete(database.path())));
        FaultyProvider.resource(database.id()).snapshots.remove(UUID.fromString(gone));

        tenant.get(database.path() + "/backups")
                .then()
                .body("items.state", equalTo(List.of("deleting", "deleting")))
                .body("items.operation_id", equalTo(Arrays.asList(null, null)));
        tenant.await(Tenant.operationOf(tenant.post(
                database.path() + "/actions", Map.of("type", "resize", "params", Map.of("plan", "small")))));

        tenant.get(database.path() + "/backups")
                .then()
                .body("items.id", equalTo(List.of(left)))
                .body("items[0].state", equalTo("available"));
    }

    @Test
    void snapshotAndRestoreAreActionsToo() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String actions = database.path() + "/actions";
        Response snapshot = tenant.post(actions, Map.of("type", "snapshot", "params", Map.of("name", "by hand")));
        assertEquals("succeeded", tenant.await(Tenant.operationOf(snapshot)).getString("state"));
        String backup = tenant.get(database.path() + "/backups").path("items[0].id");

        Response restoration = tenant.post(actions, Map.of("type", "restore", "params", Map.of("backup_id", backup)));

        assertEquals("succeeded", tenant.await(Tenant.operationOf(restoration)).getString("state"));
        tenant.post(actions, Map.of("type", "restore"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/params/backup_id"));
        tenant.post(actions, Map.of("type", "restore", "params", Map.of("backup_id", "x")))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/params/backup_id"));
        UUID unknown = UUID.randomUUID();
        tenant.post(actions, Map.of("type", "restore", "params", Map.of("backup_id", unknown)))
                .then()
                .statusCode(404);
        tenant.post(actions, Map.of("type", "snapshot", "params", Map.of("colour", "red")))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/params/colour"));
    }

    @Test
    void anotherServicesBackupIsAsGoodAsMissing() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Tenant.Asked other = tenant.running("database");
        String backup = database.backUp();

        tenant.request()
                .post(other.path() + "/backups/" + backup + "/restore")
                .then()
                .statusCode(404);
        tenant.delete(other.path() + "/backups/" + backup).then().statusCode(404);
        tenant.delete(database.path() + "/backups/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void aBackupThatCannotBeMadeHasFailedAndCanBeDeleted() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        tenant.faults().fail(Call.SNAPSHOT, Faults::refused);
        Response asked = tenant.post(database.path() + "/backups", Map.of());

        assertEquals("failed", tenant.await(Tenant.operationOf(asked)).getString("state"));

        String path = database.path() + "/backups/" + asked.path("id");
        tenant.get(database.path() + "/backups").then().body("items[0].state", equalTo("failed"));
        assertEquals("running", database.read().getString("status"));
        tenant.request()
                .post(path + "/restore")
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"))
                .body("backup_state", equalTo("failed"));
        assertEquals(
                "succeeded",
                tenant.await(Tenant.operationOf(tenant.delete(path))).getString("state"));
        tenant.get(database.path() + "/backups").then().body("items", empty());
    }

    @Test
    void aBackupThatCannotBeDeletedIsStillThere() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        tenant.faults().fail(Call.DELETE_SNAPSHOT, Faults::refused);

        tenant.await(Tenant.operationOf(tenant.delete(database.path() + "/backups/" + backup)));

        tenant.get(database.path() + "/backups").then().body("items[0].state", equalTo("available"));
    }

    @Test
    void aDatabaseHasOnlySoManyBackups() {
        Tenant.Asked database = Tenant.owner().running("database");
        for (int i = 0; i < 20; i++) {
            database.backUp();
        }

        database.tenant()
                .post(database.path() + "/backups", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_exceeded"))
                .body("dimension", equalTo("backups"))
                .body("limit", equalTo(20))
                .body("used", equalTo(20))
                .body("requested", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage", "compute"})
    void whatIsNoDatabaseHasNoBackups(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        Tenant tenant = service.tenant();

        for (Response answer : List.of(
                tenant.get(service.path() + "/backups"),
                tenant.post(service.path() + "/backups", Map.of()),
                tenant.request().post(service.path() + "/backups/" + UUID.randomUUID() + "/restore"),
                tenant.delete(service.path() + "/backups/" + UUID.randomUUID()),
                service.act("snapshot"))) {
            answer.then()
                    .statusCode(422)
                    .body("code", equalTo("not_supported_by_provider"))
                    .body("capability", equalTo("database_snapshots"));
        }
    }

    @Test
    void aDryRunMakesNoBackup() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");

        tenant.post(database.path() + "/backups?dry_run=true", Map.of())
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("snapshot"));

        tenant.get(database.path() + "/backups").then().body("items", empty());
        assertEquals(0, tenant.faults().count(Call.SNAPSHOT));
    }

    @Test
    void aRepeatedRequestMakesOneBackup() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        Response first =
                tenant.sending(Map.of()).header("Idempotency-Key", "one").post(database.path() + "/backups");
        tenant.await(Tenant.operationOf(first));

        Response again =
                tenant.sending(Map.of()).header("Idempotency-Key", "one").post(database.path() + "/backups");

        again.then().header("Idempotency-Replayed", equalTo("true")).body("id", equalTo(first.path("id")));
        assertEquals(1, tenant.faults().count(Call.SNAPSHOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?final_snapshot=true", "?final_snapshot=false"})
    void aDatabaseLeavesALastSnapshotUnlessItIsDeletedWithout(String query) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();

        tenant.await(Tenant.operationOf(tenant.delete(database.path() + query)));

        assertEquals(!query.endsWith("false"), FaultyProvider.FINAL_SNAPSHOTS.contains(database.id()));
        assertFalse(FaultyProvider.exists(database.id()));
        tenant.get(database.path() + "/backups").then().statusCode(404);
        assertTrue(ledger.texts("select state from backups where id = '" + backup + "'")
                .contains("deleted"));
    }

    @Test
    void onlyADatabaseLeavesALastSnapshot() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        tenant.delete(bucket.path() + "?final_snapshot=true")
                .then()
                .statusCode(422)
                .body("capability", equalTo("database_final_snapshots"));
        tenant.delete(bucket.path() + "?final_snapshot=maybe").then().statusCode(400);
        assertNotEquals("deleting", bucket.read().getString("status"));
    }
}
