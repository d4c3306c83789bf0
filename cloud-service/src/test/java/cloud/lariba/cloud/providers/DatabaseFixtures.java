package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;

import cloud.lariba.cloud.providers.DatabaseObservation.Available;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Databases of the provider under test, and clients of them. */
public abstract class DatabaseFixtures {

    /** The password of the account that a provider works with, where it has one for each database. */
    protected static final Secret ADMINISTRATOR = new Secret("administrator-0123456789");

    /** The password that the tests begin with. */
    protected static final Secret PASSWORD = new Secret("first-password-0123456789");

    /** How long something may take at most. */
    protected static final Duration SOON = Duration.ofSeconds(60);

    /** The provider under test. */
    protected abstract DatabaseProvider databases();

    /** The region in which it makes databases. */
    protected abstract String region();

    /**
     * Somebody who knows a login of a database.
     *
     * @param identity the database
     * @param at where it is
     * @param username the login
     * @param password its password
     */
    protected record Client(ResourceIdentity identity, Available at, String username, Secret password) {

        /** The same login, used for another database of the server. */
        public Client to(String database) {
            return new Client(identity, new Available(at.host(), at.port(), database), username, password);
        }
    }

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), 1);
    }

    /** The client of a database that no test used. */
    protected Client someClient() {
        ResourceIdentity identity = someIdentity();
        establish(plain(identity));
        return admit(identity, LoginSlot.A, PASSWORD);
    }

    /** A small database without wishes. */
    protected DatabaseSpec plain(ResourceIdentity identity) {
        return new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.micro", 20, false, 0, List.of()), false);
    }

    /** Makes the database obey, as often as that takes. */
    protected void establish(DatabaseSpec spec) {
        await().atMost(SOON).until(() -> databases().ensure(spec, ADMINISTRATOR) == Progress.DONE);
        awaitAvailable(spec.identity());
    }

    /** Deletes the database, as often as that takes. */
    protected void remove(ResourceIdentity identity) {
        await().atMost(SOON).until(() -> databases().delete(identity, false) == Progress.DONE);
    }

    /** Makes a snapshot and waits until it can be restored. */
    protected void backUp(ResourceIdentity identity, UUID snapshot) {
        await().atMost(SOON).until(() -> databases().ensureSnapshot(plain(identity), snapshot) == Progress.DONE);
        await().atMost(SOON)
                .until(() -> databases().observeSnapshot(identity, snapshot)
                                instanceof SnapshotObservation.Available(long size)
                        && size > 0);
    }

    /** Replaces a client's database by what is in a snapshot; returns the client of the new one. */
    protected Client restore(Client client, long generation, UUID snapshot) {
        DatabaseSpec spec = plain(generation(client.identity(), generation));
        await().atMost(SOON).until(() -> databases().restore(spec, ADMINISTRATOR, snapshot) == Progress.DONE);
        establish(spec);
        LoginSlot slot = client.username().equals(databases().username(client.identity(), LoginSlot.A))
                ? LoginSlot.A
                : LoginSlot.B;
        Client restored = admit(spec.identity(), slot, client.password());
        databases().retireOthers(spec.identity(), ADMINISTRATOR, slot);
        await().atMost(SOON).until(() -> databases().removeReplaced(spec.identity()) == Progress.DONE);
        return restored;
    }

    /** The same service's database of another generation. */
    protected static ResourceIdentity generation(ResourceIdentity identity, long generation) {
        return new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), generation);
    }

    /** Admits a login; returns who uses it. */
    protected Client admit(ResourceIdentity identity, LoginSlot slot, Secret password) {
        databases().admit(identity, ADMINISTRATOR, new DatabaseLogin(slot, password));
        return client(identity, slot, password);
    }

    /** Somebody who would use this login. */
    protected Client client(ResourceIdentity identity, LoginSlot slot, Secret password) {
        return new Client(identity, awaitAvailable(identity), databases().username(identity, slot), password);
    }

    /** Waits until the database can be used. */
    protected Available awaitAvailable(ResourceIdentity identity) {
        await().atMost(SOON).until(() -> databases().observe(identity) instanceof Available);
        return (Available) databases().observe(identity);
    }

    /** A client's connection. */
    protected static Connection connect(Client client) throws SQLException {
        Available to = client.at();
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(to.host(), to.port(), to.database()),
                client.username(),
                client.password().value());
    }

    /** Runs statements as a client, on one connection. */
    protected static void run(Client client, String... statements) throws SQLException {
        try (Connection connection = connect(client);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The only value of a query as a client. */
    protected static String query(Client client, String sql) throws SQLException {
        try (Connection connection = connect(client);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
