package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.cloud.Faults.Call;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that dies before or after any call of the provider leaves work that another one finishes, with one resource or none. */
@ServiceTest
class CrashRecoveryTest {

    static Stream<Arguments> pointsOfCreation() {
        return Stream.of("compute", "storage", "database")
                .flatMap(type -> Stream.of(Call.ENSURE, Call.OBSERVE)
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
                        Arguments.of("database", "rotate_credentials", Call.ROTATE, "running"),
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

    private static void crash(Tenant tenant, Call call, boolean before) {
        if (before) {
            tenant.faults().crashBefore(call);
        } else {
            tenant.faults().crashAfter(call);
        }
    }
}
