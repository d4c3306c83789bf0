package cloud.lariba.analytics.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.analytics.testing.StoredSamples;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PartitionsTest {

    @Inject
    Partitions partitions;

    @Inject
    Samples samples;

    @Inject
    DataSource database;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private static Set<String> tables() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = StoredSamples.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select inhrelid::regclass::text from pg_inherits where inhparent = 'samples'::regclass")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String table(LocalDate day) {
        return "samples_" + day.toString().replace("-", "");
    }

    @Test
    void areMadeAheadForAllDaysThatSamplesMayBeOf() throws SQLException {
        assertTrue(tables().containsAll(IntStream.rangeClosed(-7, 2)
                .mapToObj(today::plusDays)
                .map(PartitionsTest::table)
                .toList()));
    }

    @Test
    void areMadeOnDemandByManyAtOnce() throws Exception {
        LocalDate day = LocalDate.parse("2031-05-06");
        UUID project = UUID.randomUUID();
        List<Future<?>> writers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> samples.write(List.of(Sample.of(
                            project, i, day.atStartOfDay(ZoneOffset.UTC).toInstant(), i)))))
                    .toList();
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertTrue(tables().contains(table(day)));
        assertEquals(4, StoredSamples.values(project).size());
    }

    @Test
    void areDroppedAfterTheRetentionAndNotBefore() throws SQLException {
        LocalDate expired = today.minusDays(31);
        LocalDate kept = today.minusDays(30);
        UUID project = UUID.randomUUID();
        samples.write(List.of(
                Sample.of(project, 1, expired.atStartOfDay(ZoneOffset.UTC).toInstant(), 1),
                Sample.of(project, 1, kept.atStartOfDay(ZoneOffset.UTC).toInstant(), 2)));

        partitions.dropExpired();

        assertFalse(tables().contains(table(expired)));
        assertTrue(tables().contains(table(kept)));
        assertEquals(List.of(2.0), StoredSamples.values(project));
    }

    @Test
    void aRetentionShorterThanTheTimeThatSamplesMayBeLateIsRefusedAtStart() {
        assertThrows(
                IllegalStateException.class,
                () -> new Partitions(database, Clock.systemUTC(), new SeriesConfig() {
                    @Override
                    public Duration retention() {
                        return Duration.ofDays(7);
                    }

                    @Override
                    public int maxPerProject() {
                        return 1;
                    }
                }));
    }
}
