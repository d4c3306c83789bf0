package cloud.lariba.analytics.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What usage is added up by. */
enum UsageGrouping {
    SERVICE("service") {
        @Override
        List<Quantity> add(List<UsageInterval> intervals) {
            Map<UUID, List<UsageInterval>> byService = intervals.stream()
                    .collect(Collectors.groupingBy(UsageInterval::serviceId, TreeMap::new, Collectors.toList()));
            return byService.values().stream().map(UsageGrouping::ofService).toList();
        }
    },
    TYPE("type") {
        @Override
        List<Quantity> add(List<UsageInterval> intervals) {
            Map<String, Long> micros = new TreeMap<>();
            intervals.forEach(interval -> micros.merge(interval.type(), interval.micros(), Long::sum));
            return micros.entrySet().stream()
                    .map(type -> Quantity.ofType(type.getKey(), type.getValue()))
                    .toList();
        }
    },
    DAY("day") {
        @Override
        List<Quantity> add(List<UsageInterval> intervals) {
            Map<LocalDate, Long> micros = new TreeMap<>();
            intervals.forEach(interval -> interval.splitByDay((day, part) -> micros.merge(day, part, Long::sum)));
            return micros.entrySet().stream()
                    .map(day -> Quantity.ofDay(day.getKey(), day.getValue()))
                    .toList();
        }
    };

    private final String wireName;

    UsageGrouping(String wireName) {
        this.wireName = wireName;
    }

    /** The grouping of this name, if there is one. */
    static Optional<UsageGrouping> parse(String text) {
        for (UsageGrouping grouping : values()) {
            if (grouping.wireName.equals(text)) {
                return Optional.of(grouping);
            }
        }
        return Optional.empty();
    }

    String wireName() {
        return wireName;
    }

    private static Quantity ofService(List<UsageInterval> intervals) {
        UsageInterval latest = intervals.getLast();
        long micros = intervals.stream().mapToLong(UsageInterval::micros).sum();
        return Quantity.ofService(latest.serviceId(), latest.name(), latest.type(), micros);
    }

    /** Adds up intervals, which are in the order of their start. */
    abstract List<Quantity> add(List<UsageInterval> intervals);
}
