package cloud.lariba.cloud.operations;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A PostgreSQL that loses nothing that was committed, in the place of the tests' fast and forgetful one. */
public class DurablePostgres implements QuarkusTestResourceLifecycleManager {

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server = start(EmbeddedPostgres.builder());

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        DURABLE.forEach(this::requireOn);
        return Map.of("quarkus.datasource.jdbc.url", server.getJdbcUrl("postgres", "postgres"));
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
            return builder.setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireOn(String setting) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement show = connection.createStatement();
                ResultSet row = show.executeQuery("show " + setting)) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException(setting + " is not on");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
