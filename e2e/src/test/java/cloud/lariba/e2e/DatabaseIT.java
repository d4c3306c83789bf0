package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database service is a real database with a role of its own. */
class DatabaseIT {

    private static Account owner;
    private static Service database;
    private static Service otherDatabase;
    private static JsonNode login;

    @BeforeAll
    static void twoDatabases() {
        owner = Account.register();
        Project project = owner.project();
        database = project.create("database");
        otherDatabase = owner.project().create("database");
        login = database.running().credentials();
        otherDatabase.running();
    }

    @AfterAll
    static void cleanUp() {
        database.delete();
        otherDatabase.delete();
    }

    @Test
    void tablesAreMadeFilledAndReadOverJdbc() throws SQLException {
        try (Connection connection = Databases.connect(login)) {
            Databases.execute(connection, "create table measures (id bigint primary key, value numeric not null)");
            Databases.execute(connection, "insert into measures select g, g * 1.5 from generate_series(1, 100) g");
            assertThat(Databases.column(connection, "select sum(value) from measures"))
                    .containsExactly("7575.0");
            Databases.execute(connection, "drop table measures");
        }
    }

    @Test
    void theCredentialsReachNoOtherDatabase() {
        String other = otherDatabase.read().path("outputs").path("database").asText();

        assertThat(other).isNotBlank();
        for (String foreign : new String[] {other, "lariba", "postgres", "template1"}) {
            assertThatThrownBy(() -> Databases.connect(login, foreign).close())
                    .as("connection to %s", foreign)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void theCredentialsCarryNoAuthorityOverTheServer() throws SQLException {
        try (Connection connection = Databases.connect(login)) {
            for (String sql : new String[] {
                "create role intruder",
                "create database intruder",
                "copy (select 1) to '/tmp/intruder'",
                "select pg_read_file('/etc/passwd')",
                "select rolpassword from pg_authid",
                "alter system set work_mem = '1GB'"
            }) {
                assertThatThrownBy(() -> Databases.execute(connection, sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void rotatedCredentialsReplaceTheOldOnes() throws SQLException {
        Service rotated = owner.project().create("database").running();
        JsonNode before = rotated.credentials();
        try (Connection connection = Databases.connect(before)) {
            Databases.execute(connection, "create table kept (id int)");
        }

        JsonNode after = rotated.rotateCredentials();

        try (Connection connection = Databases.connect(after)) {
            assertThat(Databases.column(connection, "select count(*) from kept"))
                    .containsExactly("0");
            Databases.execute(connection, "insert into kept values (1)");
        }
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> Databases.connect(before).close())
                                .isInstanceOf(SQLException.class));
        rotated.delete();
    }
}
