package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Faults.Call;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ServiceTest
class RestorationsTest {

    @Inject
    Ledger ledger;

    @Test
    void aBackupIsRestoredAndTheLoginStays() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.Resource resource = FaultyProvider.resource(database.id());
        resource.content = "as it was";
        String backup = database.backUp();
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
        String backup = database.backUp();
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
        String backup = database.backUp();
        tenant.faults().fail(Call.SNAPSHOT, Faults::missing);

        restoreNow(database, backup);

        tenant.get(database.path() + "/backups").then().body("items.id", equalTo(List.of(backup)));
    }

    @Test
    void aRestorationThatFailsLetsItsClientsInAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        String password =
                tenant.request().post(database.path() + "/credentials").path("password");
        tenant.faults().fail(Call.SNAPSHOT, Faults::refused);

        var restoration = tenant.await(database.restore(backup));

        assertEquals("failed", restoration.getString("state"));
        assertEquals(Map.of("app_a", password), FaultyProvider.resource(database.id()).logins);
        tenant.get(database.path() + "/backups").then().body("items[0].state", equalTo("failed"));
    }

    @Test
    void aRestorationThatFailsOpensTheDatabaseAgainAsSoonAsItCanBeReached() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        Map<String, String> logins = Map.copyOf(FaultyProvider.resource(database.id()).logins);
        tenant.faults()
                .fail(Call.SNAPSHOT, Faults::refused)
                .fail(Call.ADMIT, Faults::unavailable)
                .fail(Call.ADMIT, Faults::unavailable);

        var restoration = tenant.await(database.restore(backup));

        assertEquals("failed", restoration.getString("state"));
        assertEquals("invalid_spec", restoration.getString("error.reason"));
        assertEquals(logins, FaultyProvider.resource(database.id()).logins);
        assertEquals("running", database.read().getString("status"));
    }

    @Test
    void aRestorationThatRunsOutOfTimeOpensTheDatabaseAgain() throws InterruptedException {
        HeldRestoration restoration = HeldRestoration.at(Call.SNAPSHOT);
        restoration.faults().fail(Call.SNAPSHOT, Faults::unavailable);
        ledger.passDeadline(restoration.operation());
        ledger.giveToAnother(restoration.operation());
        ledger.expireLease(restoration.operation());

        assertEquals("failed", restoration.ends());
        restoration.gate().open();
        assertEquals(restoration.logins(), restoration.resource().logins);
    }

    @Test
    void aDatabaseThatCannotBeOpenedAgainIsDegraded() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        tenant.faults().fail(Call.SNAPSHOT, Faults::refused).fail(Call.ADMIT, Faults::refused);

        assertEquals("failed", tenant.await(database.restore(backup)).getString("state"));

        assertEquals("degraded", database.read().getString("status"));
    }

    private static void restoreNow(Tenant.Asked database, String backup) {
        Tenant tenant = database.tenant();
        var operation = tenant.await(database.restore(backup));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
    }

    @Test
    void aRestorationThatIsRefusedLeavesTheDatabaseAsItWas() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        String backup = database.backUp();
        tenant.faults().fail(Call.RESTORE, Faults::refused);

        var restoration = tenant.await(database.restore(backup));

        assertEquals("failed", restoration.getString("state"));
        assertEquals("running", database.read().getString("status"));
        tenant.request().post(database.path() + "/credentials").then().statusCode(200);
    }
}
