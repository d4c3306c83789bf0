package cloud.lariba.analytics.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of services, told in random order, against a reference that looks at every minute: was the service in use, going by its
 * latest change until then?
 */
@QuarkusTest
class UsagePropertyTest {

    private static final int SEEDS = 40;
    private static final int MINUTES = 20 * 60;
    private static final Set<String> BILLABLE = Set.of("running", "updating", "degraded");
    private static final String[] STATES = {
        "pending",
        "provisioning",
        "running",
        "updating",
        "degraded",
        "stopping",
        "stopped",
        "starting",
        "failed",
        "deleting"
    };

    private record Change(UUID service, String type, String status, Instant at) {}

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void usageIsThatOfTheMinutes(long seed) {
        Random random = new Random(seed);
        Tenant tenant = Tenant.owner();
        // Within the last day, so that the order of arrival is free; over one midnight at least now and then.
        Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES));
        List<Change> changes = changes(random, start);
        List<Change> arrival = new ArrayList<>(changes);
        Collections.shuffle(arrival, random);
        arrival.forEach(change -> tenant.serviceChanged(change.service(), change.type(), change.status(), change.at()));
        Instant from = start.plus(Duration.ofMinutes(random.nextInt(-60, MINUTES / 2)));
        Instant to = start.plus(Duration.ofMinutes(random.nextInt(MINUTES / 2, MINUTES)));

        assertEquals(
                reference(
                        changes, from, to, (change, minute) -> change.service().toString()),
                usage(tenant, from, to, "service", "service_id"));
        assertEquals(
                reference(changes, from, to, (change, minute) -> change.type()),
                usage(tenant, from, to, "type", "type"));
        assertEquals(
                reference(
                        changes,
                        from,
                        to,
                        (change, minute) ->
                                LocalDate.ofInstant(minute, ZoneOffset.UTC).toString()),
                usage(tenant, from, to, "day", "day"));
    }

    private static List<Change> changes(Random random, Instant start) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            UUID service = new UUID(random.nextLong(), random.nextLong());
            String type = List.of("compute", "storage", "database").get(random.nextInt(3));
            Set<Integer> minutes = new TreeSet<>();
            for (int change = 0; change < 1 + random.nextInt(8); change++) {
                minutes.add(random.nextInt(MINUTES));
            }
            List<Integer> ordered = List.copyOf(minutes);
            boolean deleted = random.nextBoolean();
            for (int at : ordered) {
                boolean last = at == ordered.getLast();
                String status = last && deleted ? "deleted" : STATES[random.nextInt(STATES.length)];
                changes.add(new Change(service, type, status, start.plus(Duration.ofMinutes(at))));
            }
        }
        return changes;
    }

    private static Map<String, Long> reference(
            List<Change> changes, Instant from, Instant to, BiFunction<Change, Instant, String> key) {
        Map<String, Long> minutes = new HashMap<>();
        for (UUID service : changes.stream().map(Change::service).distinct().toList()) {
            for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
                Change current = null;
                for (Change change : changes) {
                    if (change.service().equals(service)
                            && !change.at().isAfter(minute)
                            && (current == null || change.at().isAfter(current.at()))) {
                        current = change;
                    }
                }
                if (current != null && BILLABLE.contains(current.status())) {
                    minutes.merge(key.apply(current, minute), 60L, Long::sum);
                }
            }
        }
        return minutes;
    }

    private static Map<String, Long> usage(Tenant tenant, Instant from, Instant to, String groupBy, String key) {
        List<Map<String, String>> items = tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .queryParam("group_by", groupBy)
                .get("/analytics/usage")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        Map<String, Long> seconds = new HashMap<>();
        for (Map<String, String> item : items) {
            seconds.put(item.get(key), new BigDecimal(item.get("seconds")).longValueExact());
            assertEquals(
                    0,
                    new BigDecimal(item.get("hours"))
                            .subtract(new BigDecimal(item.get("seconds"))
                                    .divide(new BigDecimal(3_600), 9, java.math.RoundingMode.HALF_EVEN))
                            .signum());
        }
        assertEquals(items.size(), seconds.size(), "each group comes once");
        return seconds;
    }
}
