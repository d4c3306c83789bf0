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

class ResourceGenerationMigrationTest {

    private static final List<String> BEFORE =
            List.of("V1__services_and_operations", "V2__local_instances", "V3__events_in_stream");

    @Test
    void aServiceThatWasThereBeforeHasTheResourceThatItHad() throws SQLException, IOException {
        DataSource database = PostgresTestResource.freshDatabase();
        for (String script : BEFORE) {
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

        migrate(database, "V5__backups");

        assertEquals(1, number(database, "select resource_generation from services"));
        assertEquals(0, number(database, "select count(*) from backups"));
    }

    private static void migrate(DataSource database, String script) throws SQLException, IOException {
        try (InputStream sql =
                ResourceGenerationMigrationTest.class.getResourceAsStream("/db/migration/" + script + ".sql")) {
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
