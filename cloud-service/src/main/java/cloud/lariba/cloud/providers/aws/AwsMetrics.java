package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What CloudWatch measures without being paid for it: EC2 and RDS every five minutes, S3 once a day. */
final class AwsMetrics implements MetricsProvider {

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

    @Override
    public List<MetricSample> read(ResourceIdentity identity, Kind kind, Instant from, Instant to) {
        return classified(() -> resource(identity, kind)
                .map(resource -> read(identity, kind, resource, from, to))
                .orElse(List.of()));
    }

    /** The dimension that names the resource. */
    private Optional<Dimension> resource(ResourceIdentity identity, Kind kind) {
        return switch (kind) {
            case COMPUTE -> instances.find(identity).map(instance -> dimension("InstanceId", instance.instanceId()));
            case DATABASE -> Optional.of(dimension("DBInstanceIdentifier", DatabaseInstances.nameOf(identity)));
            case STORAGE -> Optional.of(dimension("BucketName", Tags.nameOf(identity)));
        };
    }

    private List<MetricSample> read(
            ResourceIdentity identity, Kind kind, Dimension resource, Instant from, Instant to) {
        List<Measured> measured = MEASURED.getOrDefault(kind, List.of());
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                // CloudWatch sums up from the start on, so a day has to begin when the measured one did.
                .startTime(kind == Kind.STORAGE ? from.minus(S3_DELAY).truncatedTo(ChronoUnit.DAYS) : from)
                .endTime(to)
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .metricDataQueries(IntStream.range(0, measured.size())
                        .mapToObj(i -> query("m" + i, measured.get(i), kind, resource))
                        .toList())
                .build();
        List<MetricSample> samples = new ArrayList<>();
        clients.of(identity)
                .cloudWatch()
                .getMetricDataPaginator(request)
                .metricDataResults()
                .forEach(result -> samples.addAll(samples(result, measured)));
        return samples;
    }

    private static MetricDataQuery query(String id, Measured measured, Kind kind, Dimension resource) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(resource);
        measured.storageType().ifPresent(type -> dimensions.add(dimension("StorageType", type)));
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat(measured.statistic())
                        .period(Math.toIntExact(measured.period().toSeconds()))
                        .metric(metric -> metric.namespace(namespace(kind))
                                .metricName(measured.name())
                                .dimensions(dimensions)))
                .build();
    }

    private static List<MetricSample> samples(MetricDataResult result, List<Measured> measured) {
        Measured what = measured.get(Integer.parseInt(result.id().substring(1)));
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
