package cloud.lariba.outbox;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets migrations take their time. By default Flyway holds its lock in a transaction that is idle while a script runs, and the database ends sessions
 * that are idle in a transaction for as long as a script may take; a lock of the session outlives that. See "PostgreSQL Transactional Lock" in Flyway's
 * reference.
 */
@Singleton
class MigrationLock implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }
}
