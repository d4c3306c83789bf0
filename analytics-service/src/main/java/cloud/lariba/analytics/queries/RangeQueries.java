package cloud.lariba.analytics.queries;

import cloud.lariba.analytics.queries.SeriesAnswer.AnswerPoint;
import cloud.lariba.analytics.queries.SeriesAnswer.AnswerSeries;
import cloud.lariba.analytics.series.SeriesCatalog;
import cloud.lariba.analytics.series.StoredSeries;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;

/** Answers range queries from the samples; exactly, so that nothing depends on how they arrived. */
@ApplicationScoped
class RangeQueries {

    private final DataSource database;
    private final SeriesCatalog catalog;
    private final QueryConfig config;

    RangeQueries(DataSource database, SeriesCatalog catalog, QueryConfig config) {
        this.database = database;
        this.catalog = catalog;
        this.config = config;
    }

    /** The labels that a group of series has in common, in the order of the groups, and the series in each. */
    private record Groups(List<SortedMap<String, String>> labels, List<Long> seriesIds, List<Integer> numbers) {}

    /**
     * Answers the query.
     *
     * @throws ProblemException {@code too_many_points}; {@code overloaded} when it takes too long
     */
    SeriesAnswer answer(RangeQuery query) {
        if (query.step().buckets(query.from(), query.to()) > RangeQuery.MAX_POINTS_A_SERIES) {
            throw tooManyPoints(
                    "More than 11 000 points a series would be needed; take a wider step or a shorter time.");
        }
        Groups groups = group(catalog.find(query.projectId(), query.metric(), query.serviceId()), query.groupBy());
        List<AnswerSeries> series = groups.seriesIds().isEmpty() ? List.of() : read(query, groups);
        return new SeriesAnswer(
                query.metric(), query.aggregate().wireName(), query.from(), query.to(), query.step(), series);
    }

    private static Groups group(List<StoredSeries> found, List<String> groupBy) {
        Map<SortedMap<String, String>, List<StoredSeries>> byLabels =
                found.stream().collect(Collectors.groupingBy(series -> common(series, groupBy)));
        List<SortedMap<String, String>> ordered = byLabels.keySet().stream()
                .sorted(Comparator.comparing(RangeQueries::sortText))
                .toList();
        Groups groups = new Groups(ordered, new ArrayList<>(), new ArrayList<>());
        for (int number = 0; number < ordered.size(); number++) {
            for (StoredSeries member : byLabels.getOrDefault(ordered.get(number), List.of())) {
                groups.seriesIds().add(member.id());
                groups.numbers().add(number);
            }
        }
        return groups;
    }

    private static String sortText(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + '\0' + label.getValue())
                .collect(Collectors.joining("\0"));
    }

    private static SortedMap<String, String> common(StoredSeries series, List<String> groupBy) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String key : groupBy) {
            if (key.equals(RangeQuery.SERVICE)) {
                series.serviceId().ifPresent(id -> labels.put(key, id.toString()));
            } else if (series.labels().containsKey(key)) {
                labels.put(key, series.labels().get(key));
            }
        }
        return labels;
    }

    private List<AnswerSeries> read(RangeQuery query, Groups groups) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(query.aggregate().sql())) {
            select.setQueryTimeout((int) config.timeout().toSeconds());
            select.setArray(
                    1, connection.createArrayOf("int8", groups.seriesIds().toArray()));
            select.setArray(2, connection.createArrayOf("int4", groups.numbers().toArray()));
            select.setObject(3, query.projectId());
            select.setTimestamp(4, Timestamp.from(query.from()));
            select.setTimestamp(5, Timestamp.from(query.to()));
            select.setLong(6, query.step().seconds());
            select.setInt(7, RangeQuery.MAX_POINTS + 1);
            try (ResultSet rows = select.executeQuery()) {
                return series(query, groups, rows);
            }
        } catch (SQLException e) {
            if (PSQLState.QUERY_CANCELED.getState().equals(e.getSQLState())) {
                throw ProblemException.of(ProblemCode.OVERLOADED, "The query took too long; ask for less.")
                        .retryAfter(Duration.ofSeconds(10));
            }
            throw new IllegalStateException("samples cannot be read", e);
        }
    }

    private static List<AnswerSeries> series(RangeQuery query, Groups groups, ResultSet rows) throws SQLException {
        List<AnswerSeries> series = new ArrayList<>();
        int current = -1;
        int count = 0;
        while (rows.next()) {
            if (++count > RangeQuery.MAX_POINTS) {
                throw tooManyPoints("The answer would have more than 100 000 points; group by less, or ask for less.");
            }
            if (rows.getInt(1) != current) {
                current = rows.getInt(1);
                series.add(new AnswerSeries(groups.labels().get(current), new ArrayList<>()));
            }
            series.getLast()
                    .points()
                    .add(new AnswerPoint(
                            rows.getTimestamp(2).toInstant(),
                            query.aggregate().value(rows.getBigDecimal(3), rows.getLong(4), query.step())));
        }
        return series;
    }

    private static ProblemException tooManyPoints(String detail) {
        return ProblemException.of(ProblemCode.TOO_MANY_POINTS, detail);
    }
}
