package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.cloud.Faults.Call;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that dies before or after any call of the provider leaves work that another one finishes, with one resource or none. */
@ServiceTest
class CrashRecoveryTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    static Stream<Arguments> pointsOfCreation() {
        return Stream.of("compute", "storage", "database")
                .flatMap(type -> Stream.concat(
                                Stream.of(Call.ENSURE, Call.OBSERVE),
                                type.equals("database") ? Stream.of(Call.ADMIT) : Stream.of())
                        .flatMap(call -> Stream.of(true, false).map(before -> Arguments.of(type, call, before))));
    }

    static Stream<Arguments> pointsOfDeletion() {
        return Stream.of("compute", "storage", "database")
                .flatMap(type -> Stream.of(Call.DELETE, Call.OBSERVE)
                        .flatMap(call -> Stream.of(true, false).map(before -> Arguments.of(type, call, before))));
    }

    static Stream<Arguments> pointsOfActions() {
        return Stream.of(
                        Arguments.of("compute", "stop", Call.STOP, "stopped"),
                        Arguments.of("compute", "reboot", Call.REBOOT, "running"),
                        Arguments.of("database", "rotate_credentials", Call.ADMIT, "running"),
                        Arguments.of("database", "rotate_credentials", Call.CONNECTED, "running"),
                        Arguments.of("database", "rotate_credentials", Call.RETIRE, "running"),
                        Arguments.of("storage", "rotate_credentials", Call.ACCESS_KEYS, "running"),
                        Arguments.of("storage", "empty", Call.EMPTY, "running"))
                .flatMap(point -> Stream.of(true, false)
                        .map(before ->
                                Arguments.of(point.get()[0], point.get()[1], point.get()[2], point.get()[3], before)));
    }

    @ParameterizedTest
    @MethodSource("pointsOfCreation")
    void aCreationIsFinishedByTheNextWorker(String type, Call call, boolean before) {
        Tenant tenant = Tenant.owner();
        crash(tenant, call, before);

        Tenant.Asked service = tenant.ask(type);

        service.succeeds();
        assertEquals(1, FaultyProvider.made(service.id()));
        assertEquals("running", service.read().getString("status"));
    }

    @ParameterizedTest
    @MethodSource("pointsOfDeletion")
    void aDeletionIsFinishedByTheNextWorker(String type, Call call, boolean before) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked service = tenant.running(type);
        crash(tenant, call, before);

        var operation = tenant.await(Tenant.operationOf(tenant.delete(service.path())));

        assertEquals("succeeded", operation.getString("state"));
        assertFalse(FaultyProvider.exists(service.id()));
        tenant.get(service.path()).then().statusCode(404);
    }

    @ParameterizedTest
    @MethodSource("pointsOfActions")
    void anActionIsFinishedByTheNextWorker(String type, String action, Call call, String status, boolean before) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked service = tenant.running(type);
        crash(tenant, call, before);

        var operation = tenant.await(Tenant.operationOf(service.act(action)));

        assertEquals("succeeded", operation.getString("state"));
        tenant.get(service.path()).then().body("status", equalTo(status)).body("operation_id", equalTo(null));
        assertEquals(1, FaultyProvider.made(service.id()));
    }

    @ParameterizedTest
    @MethodSource("pointsOfCreation")
    void anAnswerThatIsLostIsNotMissed(String type, Call call, boolean twice) {
        Tenant tenant = Tenant.owner();
        tenant.faults().loseAnswer(call);
        if (twice) {
            tenant.faults().loseAnswer(call);
        }

        Tenant.Asked service = tenant.ask(type);

        service.succeeds();
        assertEquals(1, FaultyProvider.made(service.id()));
    }

    @ParameterizedTest
    @MethodSource("pointsOfRotation")
    void theCredentialsThatAreShownWorkWheneverARotationDies(Call call, boolean before) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        crash(tenant, call, before);
        var operation = Tenant.operationOf(database.act("rotate_credentials"));

        await().dontCatchUncaughtExceptions()
                .atMost(SOON)
                .until(
                        () -> {
                            showsWhatWorks(database);
                            return tenant.get("/operations/" + operation).path("state");
                        },
                        equalTo("succeeded"));

        showsWhatWorks(database);
        assertEquals(
                Set.of("app_b"), FaultyProvider.resource(database.id()).logins.keySet());
    }

    static Stream<Arguments> pointsOfRotation() {
        return Stream.of(Call.ADMIT, Call.CONNECTED, Call.RETIRE)
                .flatMap(call -> Stream.of(true, false).map(before -> Arguments.of(call, before)));
    }

    static Stream<Arguments> pointsOfRestoration() {
        return Stream.of(
                        Call.RESTORE,
                        Call.DISMISS,
                        Call.SNAPSHOT,
                        Call.OBSERVE_SNAPSHOT,
                        Call.FOLLOW,
                        Call.ADMIT,
                        Call.RETIRE,
                        Call.OBSERVE,
                        Call.REMOVE_REPLACED)
                .flatMap(call -> Stream.of(true, false).map(before -> Arguments.of(call, before)));
    }

    @ParameterizedTest
    @MethodSource("pointsOfRestoration")
    void aRestorationIsFinishedByTheNextWorker(Call call, boolean before) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        FaultyProvider.Resource resource = FaultyProvider.resource(database.id());
        resource.content = "as it was";
        String backup = database.backUp();
        resource.content = "as it is";
        String password = shown(database).getString("password");
        crash(tenant, call, before);

        var operation = tenant.await(database.restore(backup));

        assertEquals("succeeded", operation.getString("state"), operation.prettify());
        assertEquals("as it was", resource.content);
        assertEquals(Map.of("app_a", password), resource.logins);
        assertEquals(Set.of(2L), resource.generations);
        assertEquals("running", database.read().getString("status"));
    }

    static Stream<Arguments> pointsOfSnapshots() {
        return Stream.of(Call.SNAPSHOT, Call.OBSERVE_SNAPSHOT, Call.DELETE_SNAPSHOT)
                .flatMap(call -> Stream.of(true, false).map(before -> Arguments.of(call, before)));
    }

    @ParameterizedTest
    @MethodSource("pointsOfSnapshots")
    void aBackupIsMadeAndDeletedByTheNextWorker(Call call, boolean before) {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        crash(tenant, call, before);

        String backup = database.backUp();
        assertEquals(1, FaultyProvider.resource(database.id()).snapshots.size());
        var operation = tenant.await(Tenant.operationOf(tenant.delete(database.path() + "/backups/" + backup)));

        assertEquals("succeeded", operation.getString("state"));
        assertEquals(Map.of(), FaultyProvider.resource(database.id()).snapshots);
        tenant.get(database.path() + "/backups").then().body("items", empty());
    }

    private static void showsWhatWorks(Tenant.Asked database) {
        JsonPath before = shown(database);
        Map<String, String> working = Map.copyOf(FaultyProvider.resource(database.id()).logins);
        JsonPath after = shown(database);
        if (before.getString("username").equals(after.getString("username"))) {
            assertEquals(working.get(before.getString("username")), before.getString("password"));
        }
    }

    private static JsonPath shown(Tenant.Asked database) {
        return database.tenant()
                .request()
                .post(database.path() + "/credentials")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void crash(Tenant tenant, Call call, boolean before) {
        if (before) {
            tenant.faults().crashBefore(call);
        } else {
            tenant.faults().crashAfter(call);
        }
    }
}
