package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ServiceTest
class RestorationsTest {

    @Test
    void aBackupIsRestoredAndTheLoginStays() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.Resource resource = FaultyProvider.resource(database.id());
        resource.content = "as it was";
        String backup = backUp(database);
        resource.content = "as it is";
        String password =
                tenant.request().post(database.path() + "/credentials").path("password");

        Response restoration = tenant.request().post(database.path() + "/backups/" + backup + "/restore");

        restoration.then().statusCode(202).body("id", equalTo(database.id().toString()));
        assertEquals("succeeded", tenant.await(Tenant.operationOf(restoration)).getString("state"));
        assertEquals("as it was", resource.content);
        assertEquals(Map.of("app_a", password), resource.logins);
        tenant.get(database.path())
                .then()
                .body("status", equalTo("running"))
                .body("outputs.username", equalTo("app_a"))
                .body("generation", equalTo(2))
                .body("observed_generation", equalTo(2));
        assertEquals(Set.of(2L), resource.generations);
    }

    @Test
    void whatARestorationReplacesIsBackedUpWhenNobodyCanWriteToItAnyMore() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.Resource resource = FaultyProvider.resource(database.id());
        String backup = backUp(database);
        resource.content = "written at last";
        restoreNow(database, backup);

        Response listed = tenant.get(database.path() + "/backups");

        listed.then()
                .body("items", hasSize(2))
                .body("items[0].name", equalTo("Before the restoration of " + backup))
                .body("items[0].state", equalTo("available"));
        List<Call> calls = tenant.faults().calls();
        assertTrue(calls.indexOf(Call.DISMISS) < calls.lastIndexOf(Call.SNAPSHOT), calls::toString);
        restoreNow(database, listed.path("items[0].id"));
        assertEquals("written at last", resource.content);
    }

    @Test
    void whatHasVanishedIsRestoredWithoutABackupOfIt() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = backUp(database);
        tenant.faults().fail(Call.SNAPSHOT, Faults::missing);

        restoreNow(database, backup);

        tenant.get(database.path() + "/backups").then().body("items.id", equalTo(List.of(backup)));
    }

    @Test
    void aRestorationThatFailsLetsItsClientsInAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = backUp(database);
        String password =
                tenant.request().post(database.path() + "/credentials").path("password");
        tenant.faults().fail(Call.SNAPSHOT, Faults::refused);

        var restoration = tenant.await(
                Tenant.operationOf(tenant.request().post(database.path() + "/backups/" + backup + "/restore")));

        assertEquals("failed", restoration.getString("state"));
        assertEquals(Map.of("app_a", password), FaultyProvider.resource(database.id()).logins);
        tenant.get(database.path() + "/backups").then().body("items[0].state", equalTo("failed"));
    }

    private static void restoreNow(Tenant.Asked database, String backup) {
        Tenant tenant = database.tenant();
        var operation = tenant.await(
                Tenant.operationOf(tenant.request().post(database.path() + "/backups/" + backup + "/restore")));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
    }

    @Test
    void aRestorationThatIsRefusedLeavesTheDatabaseAsItWas() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = backUp(database);
        tenant.faults().fail(Call.RESTORE, Faults::refused);

        var restoration = tenant.await(
                Tenant.operationOf(tenant.request().post(database.path() + "/backups/" + backup + "/restore")));

        assertEquals("failed", restoration.getString("state"));
        assertEquals("running", database.read().getString("status"));
        tenant.request().post(database.path() + "/credentials").then().statusCode(200);
    }

    private static String backUp(Tenant.Asked database) {
        Response asked = database.tenant().post(database.path() + "/backups", Map.of());
        var operation = database.tenant().await(Tenant.operationOf(asked));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
        return asked.path("id");
    }
}
