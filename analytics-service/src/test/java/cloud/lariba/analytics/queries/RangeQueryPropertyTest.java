package cloud.lariba.analytics.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.Tenant;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random points, written and overwritten in random order, and random queries: the answers are those of {@link ReferenceStore}. */
@QuarkusTest
class RangeQueryPropertyTest {

    private static final int SEEDS = 60;
    private static final int QUERIES = 8;
    private static final String[] AGGREGATES = {"avg", "min", "max", "sum", "count", "last", "p50", "p95", "p99", "rate"
    };
    private static final long[] STEPS = {1, 7, 15, 60, 300, 3_600, 5_400, 86_400, 7 * 86_400};
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersAreThoseOfTheReference(long seed) throws Exception {
        Random random = new Random(seed);
        Tenant tenant = Tenant.owner();
        ReferenceStore reference = new ReferenceStore();
        // From some seconds up to six days: points in one bucket and in many, in one partition and in several.
        long span = new long[] {20, 3_600, 86_400, 6 * 86_400}[random.nextInt(4)];
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<String> services = services(tenant, random);

        for (int post = 0; post < 1 + random.nextInt(4); post++) {
            List<Map<String, Object>> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                points.add(point(tenant, reference, random, services, end.minusSeconds(span), span));
            }
            tenant.post(points).statusCode(202).body("accepted", org.hamcrest.Matchers.is(points.size()));
        }

        for (int query = 0; query < QUERIES; query++) {
            compare(tenant, reference, random, services, end, span);
        }
    }

    private static List<String> services(Tenant tenant, Random random) {
        List<String> services = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            UUID service = new UUID(random.nextLong(), random.nextLong());
            tenant.serviceChanged(service, "compute", "running", Instant.now());
            services.add(service.toString());
        }
        return services;
    }

    private static Map<String, Object> point(
            Tenant tenant, ReferenceStore reference, Random random, List<String> services, Instant start, long span) {
        String metric = random.nextInt(4) == 0 ? "other" : "load";
        String service =
                services.isEmpty() || random.nextBoolean() ? null : services.get(random.nextInt(services.size()));
        Map<String, String> labels = new HashMap<>();
        for (String key : new String[] {"host", "zone"}) {
            if (random.nextInt(3) > 0) {
                labels.put(key, random.nextInt(4) == 0 ? "" : "v" + random.nextInt(2));
            }
        }
        // Few enough different times that overwrites and ties happen.
        long micros = random.nextInt(4) == 0 ? random.nextLong(span * 1_000_000) : random.nextLong(20) * span * 50_000;
        Instant time = start.plus(micros, ChronoUnit.MICROS);
        double value = value(random);
        Map<String, Object> point = tenant.point(metric, value, time);
        point.put("labels", labels);
        if (service != null) {
            point.put("service_id", service);
        }
        reference.put(new ReferenceStore.Key(metric, service, labels), micros(time), value);
        return point;
    }

    private static double value(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextInt(-100_000, 100_000) / 100.0;
            case 2 -> random.nextDouble();
            case 3 -> random.nextDouble(-1, 1) * 1e308;
            case 4 -> random.nextDouble() * 1e-300;
            case 5 -> random.nextLong();
            default -> random.nextGaussian() * 1e6;
        };
    }

    private static void compare(
            Tenant tenant, ReferenceStore reference, Random random, List<String> services, Instant end, long span)
            throws Exception {
        Instant from = end.minusSeconds(span).plus(random.nextLong(-span * 200_000, span * 900_000), ChronoUnit.MICROS);
        Instant to = from.plus(1 + random.nextLong(span * 1_200_000), ChronoUnit.MICROS);
        long step = STEPS[random.nextInt(STEPS.length)];
        while (new Step(step).buckets(from, to) > 11_000) {
            step *= 60;
        }
        String aggregate = AGGREGATES[random.nextInt(AGGREGATES.length)];
        String service = services.isEmpty() || random.nextInt(3) > 0 ? null : services.getFirst();
        List<String> groupBy = List.of(
                        List.<String>of(),
                        List.of("host"),
                        List.of("service_id"),
                        List.of("zone", "service_id", "host"))
                .get(random.nextInt(4));

        JsonNode answer = ask(tenant, from, to, step, aggregate, service, groupBy);

        Map<Map<String, String>, TreeMap<Long, BigDecimal>> expected =
                reference.query("load", service, micros(from), micros(to), step, aggregate, groupBy);
        assertEquals(
                rounded(expected),
                rounded(read(answer)),
                () -> "%s by %s every from %s to %s".formatted(aggregate, groupBy, from, to));
    }

    private static JsonNode ask(
            Tenant tenant,
            Instant from,
            Instant to,
            long step,
            String aggregate,
            @Nullable String service,
            List<String> groupBy)
            throws Exception {
        var request = tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParam("metric", "load")
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .queryParam("step", step + "s")
                .queryParam("agg", aggregate);
        if (service != null) {
            request.queryParam("service_id", service);
        }
        if (!groupBy.isEmpty()) {
            request.queryParam("group_by", String.join(",", groupBy));
        }
        return JSON.readTree(
                request.get("/analytics").then().statusCode(200).extract().asString());
    }

    private static Map<Map<String, String>, TreeMap<Long, BigDecimal>> read(JsonNode answer) {
        Map<Map<String, String>, TreeMap<Long, BigDecimal>> series = new HashMap<>();
        for (JsonNode one : answer.path("series")) {
            Map<String, String> labels = new HashMap<>();
            one.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            TreeMap<Long, BigDecimal> points = new TreeMap<>();
            one.path("points")
                    .forEach(point -> points.put(
                            micros(Instant.parse(point.path(0).asText())),
                            point.path(1).decimalValue()));
            assertEquals(one.path("points").size(), points.size(), "a bucket comes once");
            series.put(labels, points);
        }
        assertEquals(answer.path("series").size(), series.size(), "a group comes once");
        return series;
    }

    /** To the nearest double, which is what the answer promises; beyond doubles, to sixteen digits. */
    private static Map<Map<String, String>, TreeMap<Long, String>> rounded(
            Map<Map<String, String>, TreeMap<Long, BigDecimal>> exact) {
        Map<Map<String, String>, TreeMap<Long, String>> rounded = new HashMap<>();
        exact.forEach((labels, points) -> {
            TreeMap<Long, String> texts = new TreeMap<>();
            points.forEach((time, value) -> texts.put(
                    time,
                    Double.isFinite(value.doubleValue())
                            ? Double.toString(value.doubleValue())
                            : value.round(java.math.MathContext.DECIMAL64)
                                    .stripTrailingZeros()
                                    .toString()));
            rounded.put(labels, texts);
        });
        return rounded;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
