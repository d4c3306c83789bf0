package cloud.lariba.analytics.series;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;

/** Writes samples. */
@ApplicationScoped
public class Samples {

    private final DataSource database;
    private final Partitions partitions;

    Samples(DataSource database, Partitions partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    /**
     * Writes the samples, in the caller's transaction or in its own. A sample of the same series and time that is there already is
     * overwritten; among the given ones the last wins.
     *
     * <p>{@code COPY} is tried first, since samples hardly ever come twice; it stops at the first one that is there already, and then the
     * slower insert that can overwrite takes over.
     */
    @Transactional
    public void write(List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        List<Sample> rows = lastOfEachPlace(samples);
        partitions.ensure(rows.stream().map(Sample::day).collect(Collectors.toSet()));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("savepoint before_copy");
            try {
                SampleCopy.insert(connection, rows);
            } catch (SQLException e) {
                if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                    throw e;
                }
                statement.execute("rollback to savepoint before_copy");
                upsert(connection, rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("samples cannot be written", e);
        }
    }

    private static List<Sample> lastOfEachPlace(List<Sample> samples) {
        List<Sample> sorted = new ArrayList<>(samples);
        sorted.sort(Sample.STORAGE_ORDER); // stable: among equals the arrival decides
        List<Sample> last = new ArrayList<>(sorted.size());
        for (Sample sample : sorted) {
            if (!last.isEmpty() && last.getLast().isSamePlace(sample)) {
                last.removeLast();
            }
            last.add(sample);
        }
        return last;
    }

    private static void upsert(Connection connection, List<Sample> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                        insert into samples (project_id, series_id, time, value)
                        select * from unnest(?::uuid[], ?::bigint[], ?::timestamptz[], ?::float8[])
                        on conflict (project_id, series_id, time) do update set value = excluded.value
                        """)) {
            upsert.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", rows.stream().map(Sample::projectId).toArray()));
            upsert.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", rows.stream().map(Sample::seriesId).toArray()));
            upsert.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz", rows.stream().map(Sample::time).toArray()));
            upsert.setArray(
                    4,
                    connection.createArrayOf(
                            "float8", rows.stream().map(Sample::value).toArray()));
            upsert.executeUpdate();
        }
    }
}
