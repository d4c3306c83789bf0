package cloud.lariba.analytics.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnusedSeriesTest {

    @Inject
    SeriesRegistry registry;

    @Inject
    Samples samples;

    @Inject
    UnusedSeries unused;

    private final UUID project = UUID.randomUUID();
    private final SeriesKey key = new SeriesKey(project, "m", null, Map.of());

    private long register() {
        return registry.resolve(List.of(key)).getOrDefault(key, -1L);
    }

    private void age(String column, String interval) throws SQLException {
        try (Connection connection = StoredSamples.connect();
                PreparedStatement update = connection.prepareStatement("update series set " + column + " = now() - '"
                        + interval + "'::interval where project_id = ?")) {
            update.setObject(1, project);
            update.executeUpdate();
        }
    }

    private List<Boolean> marks() throws SQLException {
        try (Connection connection = StoredSamples.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select unused_since is not null from series where project_id = ?")) {
            select.setObject(1, project);
            List<Boolean> marks = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    marks.add(rows.getBoolean(1));
                }
            }
            return marks;
        }
    }

    @Test
    void areMarkedAfterTheRetentionAndForgottenADayLater() throws SQLException {
        register();
        age("created_at", "32 days");

        unused.forget();
        unused.forget();
        assertEquals(List.of(true), marks());

        age("unused_since", "25 hours");
        unused.forget();
        assertEquals(List.of(), marks());
    }

    @Test
    void aYoungSeriesOrOneWithSamplesStays() throws SQLException {
        long id = register();
        unused.forget();
        assertEquals(List.of(false), marks());

        samples.write(List.of(Sample.of(project, id, Instant.now(), 1)));
        age("created_at", "32 days");
        unused.forget();
        assertEquals(List.of(false), marks());
    }

    @Test
    void useTakesTheMarkAway() throws SQLException {
        long id = register();
        age("created_at", "32 days");
        unused.forget();

        assertEquals(id, register());

        assertEquals(List.of(false), marks());
    }

    @Test
    void aForgottenSeriesIsRegisteredAnew() throws SQLException {
        long id = register();
        age("created_at", "32 days");
        age("unused_since", "25 hours");
        unused.forget();

        assertNotEquals(id, register());
    }
}
