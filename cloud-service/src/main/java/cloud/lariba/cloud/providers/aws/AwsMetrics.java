package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * What CloudWatch measures of itself, without a fee for the measuring: EC2 and RDS every five minutes, S3 once a day. Reading costs: {@code GetMetricData}
 * is charged for each metric that is asked for, however many are in a call
 * (<a href="https://aws.amazon.com/cloudwatch/pricing/">pricing</a>). Many services share a call.
 */
final class AwsMetrics implements MetricsProvider {

    private static final Logger LOG = Logger.getLogger(AwsMetrics.class);
    /** "As many as 500 different metrics" (GetMetricData, Amazon CloudWatch API Reference). */
    private static final int QUERIES_AT_ONCE = 500;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    /** S3 tells of a day up to two days later. */
    private static final Duration S3_DELAY = Duration.ofDays(2);

    private static final Map<Kind, List<Measured>> MEASURED = Map.of(
            Kind.COMPUTE,
            List.of(
                    measured("CPUUtilization", "Average", "lariba.compute.cpu_percent", "%"),
                    measured("NetworkIn", "Sum", "lariba.compute.network_in_bytes", "By"),
                    measured("NetworkOut", "Sum", "lariba.compute.network_out_bytes", "By"),
                    measured("StatusCheckFailed", "Maximum", "lariba.compute.status_check_failed", "1")),
            Kind.DATABASE,
            List.of(
                    measured("CPUUtilization", "Average", "lariba.database.cpu_percent", "%"),
                    measured("FreeStorageSpace", "Minimum", "lariba.database.free_storage_bytes", "By"),
                    measured("DatabaseConnections", "Maximum", "lariba.database.connections", "1")),
            Kind.STORAGE,
            List.of(
                    daily("BucketSizeBytes", "StandardStorage", "lariba.storage.size_bytes", "By"),
                    daily("NumberOfObjects", "AllStorageTypes", "lariba.storage.objects", "1")));

    private final AwsClients clients;
    private final Instances instances;

    /**
     * A metric of CloudWatch and what it is called here.
     *
     * @param storageType the dimension that metrics of S3 have besides the bucket
     */
    private record Measured(
            String name, String statistic, Duration period, Optional<String> storageType, String metric, String unit) {}

    AwsMetrics(AwsClients clients, Instances instances) {
        this.clients = clients;
        this.instances = instances;
    }

    /** A metric of a resource that is asked for. */
    private record Query(UUID service, Measured measured, Kind kind, Dimension resource) {}

    /** Readings that one call can answer: S3's begin earlier. */
    private record Group(AwsClients.Place place, boolean daily) {}

    @Override
    public List<MetricSample> read(ResourceIdentity identity, Kind kind, Instant from, Instant to) {
        return classified(() -> readGroup(List.of(new Wanted(identity, kind, from, to))))
                .getOrDefault(identity.serviceId(), List.of());
    }

    @Override
    public Map<UUID, List<MetricSample>> readAll(List<Wanted> all) {
        Map<Group, List<Wanted>> groups = all.stream()
                .collect(Collectors.groupingBy(
                        one -> new Group(clients.of(one.identity()).place(), one.kind() == Kind.STORAGE)));
        Map<UUID, List<MetricSample>> read = new HashMap<>();
        groups.forEach((group, wanted) -> {
            try {
                read.putAll(classified(() -> readGroup(wanted)));
            } catch (ProviderException e) {
                LOG.warnf(
                        "metrics-not-read region=%s services=%d reason=%s",
                        group.place().region(), wanted.size(), e.reason());
            }
        });
        return read;
    }

    private Map<UUID, List<MetricSample>> readGroup(List<Wanted> wanted) {
        Map<UUID, List<MetricSample>> read = new HashMap<>();
        List<Query> queries = new ArrayList<>();
        for (Wanted one : wanted) {
            UUID service = one.identity().serviceId();
            read.put(service, new ArrayList<>());
            resource(one.identity(), one.kind())
                    .ifPresent(resource -> MEASURED.getOrDefault(one.kind(), List.of())
                            .forEach(measured -> queries.add(new Query(service, measured, one.kind(), resource))));
        }
        Instant from =
                wanted.stream().map(Wanted::from).min(Comparator.naturalOrder()).orElseThrow();
        Instant to =
                wanted.stream().map(Wanted::to).max(Comparator.naturalOrder()).orElseThrow();
        boolean daily = wanted.getFirst().kind() == Kind.STORAGE;
        CloudWatchClient cloudWatch = clients.of(wanted.getFirst().identity()).cloudWatch();
        for (int first = 0; first < queries.size(); first += QUERIES_AT_ONCE) {
            List<Query> some = queries.subList(first, Math.min(queries.size(), first + QUERIES_AT_ONCE));
            GetMetricDataRequest request = GetMetricDataRequest.builder()
                    // CloudWatch sums up from the start on, so a day has to begin when the measured one did.
                    .startTime(daily ? from.minus(S3_DELAY).truncatedTo(ChronoUnit.DAYS) : from)
                    .endTime(to)
                    .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                    .metricDataQueries(IntStream.range(0, some.size())
                            .mapToObj(i -> query("m" + i, some.get(i)))
                            .toList())
                    .build();
            cloudWatch.getMetricDataPaginator(request).metricDataResults().forEach(result -> {
                Query query = some.get(Integer.parseInt(result.id().substring(1)));
                read.computeIfAbsent(query.service(), unknown -> new ArrayList<>())
                        .addAll(samples(result, query.measured()));
            });
        }
        return read;
    }

    /** The dimension that names the resource. */
    private Optional<Dimension> resource(ResourceIdentity identity, Kind kind) {
        return switch (kind) {
            case COMPUTE ->
                Optional.ofNullable(identity.resourceId())
                        .or(() -> instances.find(identity).map(Instance::instanceId))
                        .map(id -> dimension("InstanceId", id));
            case DATABASE -> Optional.of(dimension("DBInstanceIdentifier", DatabaseInstances.nameOf(identity)));
            case STORAGE -> Optional.of(dimension("BucketName", Tags.nameOf(identity)));
        };
    }

    private static MetricDataQuery query(String id, Query query) {
        Measured measured = query.measured();
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(query.resource());
        measured.storageType().ifPresent(type -> dimensions.add(dimension("StorageType", type)));
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat(measured.statistic())
                        .period(Math.toIntExact(measured.period().toSeconds()))
                        .metric(metric -> metric.namespace(namespace(query.kind()))
                                .metricName(measured.name())
                                .dimensions(dimensions)))
                .build();
    }

    private static List<MetricSample> samples(MetricDataResult result, Measured what) {
        return IntStream.range(0, result.timestamps().size())
                .mapToObj(i -> new MetricSample(
                        what.metric(),
                        what.unit(),
                        result.timestamps().get(i),
                        result.values().get(i)))
                .toList();
    }

    private static String namespace(Kind kind) {
        return switch (kind) {
            case COMPUTE -> "AWS/EC2";
            case DATABASE -> "AWS/RDS";
            case STORAGE -> "AWS/S3";
        };
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static Measured measured(String name, String statistic, String metric, String unit) {
        return new Measured(name, statistic, FIVE_MINUTES, Optional.empty(), metric, unit);
    }

    private static Measured daily(String name, String storageType, String metric, String unit) {
        return new Measured(name, "Average", DAY, Optional.of(storageType), metric, unit);
    }
}
