package cloud.lariba.cloud.providers.local;

import static cloud.lariba.cloud.providers.local.ProvisionerSteps.die;
import static cloud.lariba.cloud.providers.local.ProvisionerSteps.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.DatabaseConformance;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseObservation.Available;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.local.ProvisionerSteps.NamedStep;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalDatabasesTest extends DatabaseConformance {

    private final DatabaseProvider databases = new LocalDatabases(LocalServers.database());

    @Override
    protected DatabaseProvider databases() {
        return databases;
    }

    @Override
    protected String region() {
        return "local";
    }

    private static final List<NamedStep> CREATION = List.of(
            DatabaseSteps::createRoles,
            DatabaseSteps::joinRoles,
            DatabaseSteps::createDatabase,
            (steps, name) -> steps.closeToOthers(name, name),
            (steps, name) -> steps.limitConnections(name, 10),
            DatabaseSteps::open);
    private static final List<NamedStep> DELETION =
            List.of(DatabaseSteps::dismiss, DatabaseSteps::dropDatabases, DatabaseSteps::dropRoles);

    static Stream<Integer> creationSteps() {
        return IntStream.rangeClosed(0, CREATION.size()).boxed();
    }

    static Stream<Integer> deletionSteps() {
        return IntStream.rangeClosed(0, DELETION.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("creationSteps")
    void aCreationThatWasCutShortAfterAnyStepIsFinishedByTheNextCall(int steps) throws SQLException {
        ResourceIdentity identity = someIdentity();
        take(CREATION.subList(0, steps), identity);

        assertEquals(steps == CREATION.size(), databases.observe(identity) instanceof Available);
        establish(plain(identity));

        assertEquals("1", query(admit(identity, LoginSlot.A, PASSWORD), "select 1"));
    }

    @ParameterizedTest
    @MethodSource("creationSteps")
    void aCreationThatWasCutShortAfterAnyStepIsRemovedByDeletion(int steps) throws SQLException {
        ResourceIdentity identity = someIdentity();
        take(CREATION.subList(0, steps), identity);

        databases.delete(identity, false);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @ParameterizedTest
    @MethodSource("deletionSteps")
    void aDeletionThatWasCutShortAfterAnyStepIsFinishedByTheNextCall(int steps) throws SQLException {
        ResourceIdentity identity = someClient().identity();
        take(DELETION.subList(0, steps), identity);

        assertEquals(steps == 0, databases.observe(identity) instanceof Available);
        databases.delete(identity, false);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @Test
    void aDatabaseThatIsBeingDeletedSaysSo() throws SQLException {
        ResourceIdentity identity = someClient().identity();

        take(DELETION.subList(0, 1), identity);

        assertInstanceOf(DatabaseObservation.Deleting.class, databases.observe(identity));
    }

    @Test
    void aDatabaseWhoseOwnerLogsInItselfHasTwoLoginsAfterARotation() throws SQLException {
        ResourceIdentity identity = someIdentity();
        String owner = TenantDatabases.nameOf(identity);
        die(
                identity,
                UUID.randomUUID(),
                List.of(
                        "create role {name} login connection limit 10 password 'x'",
                        "grant {name} to current_user with set true, inherit true",
                        "create database {name} owner {name} template template0",
                        "revoke all on database {name} from public"));

        Client client = admit(identity, LoginSlot.A, PASSWORD);
        databases.retireOthers(identity, ADMINISTRATOR, LoginSlot.A);

        assertEquals(owner, query(client, "select current_user"));
        assertEquals(
                owner + "_a",
                LocalServers.queryAsSuperuser(
                        "select rolname from pg_roles where rolname like '" + owner + "%' and rolcanlogin"));
    }

    @Test
    void whatALoginBeginsItsSessionsWithIsPutRight() throws SQLException {
        Client client = someClient();
        String owner = TenantDatabases.nameOf(client.identity());
        run(client, "set role none", "alter role " + owner + "_a set role to none");

        Client again = admit(client.identity(), LoginSlot.A, PASSWORD);

        assertEquals(owner, query(again, "select current_user"));
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainLater() throws IOException {
        LocalServers.DatabaseSettings right = LocalServers.database();
        DatabaseProvider nobody = new LocalDatabases(new LocalServers.DatabaseSettings(
                right.host(), closedPort(), right.adminDatabase(), right.username(), right.password()));

        Retryable failed = assertThrows(Retryable.class, () -> nobody.observe(someIdentity()));

        assertEquals("unavailable", failed.reason());
    }

    @Test
    void aServerThatRefusesThePlatformNeedsAPerson() {
        LocalServers.DatabaseSettings right = LocalServers.database();
        DatabaseProvider stranger = new LocalDatabases(new LocalServers.DatabaseSettings(
                right.host(), right.port(), right.adminDatabase(), right.username(), "wrong"));

        NeedsPerson failed = assertThrows(NeedsPerson.class, () -> stranger.delete(someIdentity(), false));

        assertEquals("permission", failed.reason());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
