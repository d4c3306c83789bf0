package cloud.lariba.cloud.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.ServiceTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A migration may take longer than a session may be idle in a transaction. */
@ServiceTest
class SlowMigrationTest {

    @Inject
    Flyway flyway;

    @Test
    void aMigrationTakesItsTime(@TempDir Path scripts) throws IOException, SQLException {
        Files.writeString(scripts.resolve("V1__slow.sql"), "select pg_sleep(2)");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class));
        source.setOptions("-c idle_in_transaction_session_timeout=500ms");

        assertEquals(
                1,
                Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .dataSource(source)
                        .resourceProvider(null)
                        .javaMigrationClassProvider(null)
                        .schemas("slow")
                        .locations("filesystem:" + scripts)
                        .load()
                        .migrate()
                        .migrationsExecuted);
    }
}
