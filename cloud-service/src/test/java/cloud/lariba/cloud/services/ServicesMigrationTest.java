package cloud.lariba.cloud.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.PostgresTestResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Services that were there before a migration are what they were after it. */
class ServicesMigrationTest {

    private static final List<String> FIRST =
            List.of("V1__services_and_operations", "V2__local_instances", "V3__events_in_stream");

    @Test
    void aServiceThatWasThereBeforeHasTheResourceThatItHad() throws SQLException, IOException {
        DataSource database = withAService();

        migrate(database, "V5__backups");

        assertEquals(1, number(database, "select resource_generation from services"));
        assertEquals(0, number(database, "select count(*) from backups"));
    }

    @Test
    void aServiceThatWasThereBeforeIsLookedAt() throws SQLException, IOException {
        DataSource database = withAService();
        run(database, """
                insert into services select gen_random_uuid(), project_id, type, provider, region, 'gone', plan, spec, labels,
                  deletion_protection, expires_at, generation, vcpus, memory_gb, storage_gb, databases, 'deleted', state_reason,
                  conditions, outputs, observed_generation, operation_id, version, created_at, updated_at, now()
                from services
                """);

        migrate(database, "V8__drift");

        assertEquals(1, number(database, "select count(*) from service_looks where due_at <= now()"));
        assertEquals(
                1,
                number(
                        database,
                        "select count(*) from services join service_looks on service_id = id where name = 'old'"
                                + " and drift is null and desired_state = 'running'"));
    }

    @Test
    void anOperationThatWasThereBeforeGoesWhereItsServiceIs() throws SQLException, IOException {
        DataSource database = withAService();
        run(database, """
                insert into operations (id, project_id, service_id, service_type, type, state, input, due_at, deadline_at, created_at)
                select gen_random_uuid(), project_id, id, type, 'update', 'queued', '{}', now(), now(), now() from services
                """);

        migrate(database, "V10__operation_places");

        assertEquals(1, number(database, "select count(*) from operations where place = 'local local'"));
    }

    private static DataSource withAService() throws SQLException, IOException {
        DataSource database = PostgresTestResource.freshDatabase();
        for (String script : FIRST) {
            migrate(database, script);
        }
        run(database, "insert into projects (project_id, updated_at) values (gen_random_uuid(), now())");
        run(database, """
                insert into services (id, project_id, type, provider, region, name, plan, spec, labels,
                  deletion_protection, generation, vcpus, memory_gb, storage_gb, databases, status, conditions, outputs,
                  observed_generation, version, created_at, updated_at)
                select gen_random_uuid(), project_id, 'database', 'local', 'local', 'old', 'micro', '{}', '{}',
                  false, 7, 0, 0, 20, 1, 'running', '[]', '{}', 7, 0, now(), now()
                from projects
                """);
        return database;
    }

    private static void migrate(DataSource database, String script) throws SQLException, IOException {
        try (InputStream sql = ServicesMigrationTest.class.getResourceAsStream("/db/migration/" + script + ".sql")) {
            run(database, new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
