package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.MetricsProvider.Kind;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoMetricsTest {

    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));

    private final CloudWatchBridge cloudWatch =
            new CloudWatchBridge(MotoServer.running().endpoint());
    private final AwsProvider provider = AwsSettings.provider(settings());
    private final AwsClients clients = AwsSettings.clients(settings());
    private final MetricsProvider metrics = provider.metrics().orElseThrow();
    private final ResourceIdentity identity = BucketFixtures.someIdentity();

    @AfterEach
    void close() {
        clients.close();
        cloudWatch.close();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put(
                "quarkus.cloudwatch.endpoint-override", cloudWatch.endpoint().toString());
        return settings;
    }

    @Test
    void anInstanceIsMeasuredByItsId() {
        Map<String, String> instance = Map.of("InstanceId", running());
        measured("AWS/EC2", "CPUUtilization", instance, NOON, 40, 60);
        measured("AWS/EC2", "NetworkIn", instance, NOON, 1000, 500);
        measured("AWS/EC2", "NetworkOut", instance, NOON, 1, 2);
        measured("AWS/EC2", "StatusCheckFailed", instance, NOON, 0, 1);
        measured("AWS/EC2", "CPUUtilization", Map.of("InstanceId", "i-another"), NOON, 99);

        assertEquals(
                Set.of(
                        new MetricSample("lariba.compute.cpu_percent", "%", NOON, 50),
                        new MetricSample("lariba.compute.network_in_bytes", "By", NOON, 1500),
                        new MetricSample("lariba.compute.network_out_bytes", "By", NOON, 3),
                        new MetricSample("lariba.compute.status_check_failed", "1", NOON, 1)),
                read(Kind.COMPUTE));
    }

    @Test
    void aDatabaseIsMeasuredByItsIdentifier() {
        Map<String, String> database = Map.of("DBInstanceIdentifier", Tags.nameOf(identity));
        measured("AWS/RDS", "CPUUtilization", database, NOON, 10);
        measured("AWS/RDS", "FreeStorageSpace", database, NOON, 9_000_000_000.0, 8_000_000_000.0);
        measured("AWS/RDS", "DatabaseConnections", database, NOON, 3, 7);

        assertEquals(
                Set.of(
                        new MetricSample("lariba.database.cpu_percent", "%", NOON, 10),
                        new MetricSample("lariba.database.free_storage_bytes", "By", NOON, 8_000_000_000.0),
                        new MetricSample("lariba.database.connections", "1", NOON, 7)),
                read(Kind.DATABASE));
    }

    @Test
    void aBucketIsMeasuredOnceADayAndToldOfLater() {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        String bucket = Tags.nameOf(identity);
        measured("AWS/S3", "BucketSizeBytes", Map.of("BucketName", bucket, "StorageType", "StandardStorage"), day, 5);
        measured("AWS/S3", "NumberOfObjects", Map.of("BucketName", bucket, "StorageType", "AllStorageTypes"), day, 2);

        assertEquals(
                Set.of("lariba.storage.size_bytes By 5.0", "lariba.storage.objects 1 2.0"),
                Set.copyOf(
                        metrics
                                .read(
                                        identity,
                                        Kind.STORAGE,
                                        Instant.now().minus(Duration.ofMinutes(10)),
                                        Instant.now())
                                .stream()
                                .map(sample -> sample.metric() + " " + sample.unit() + " " + sample.value())
                                .toList()));
    }

    @Test
    void manyServicesShareACall() {
        List<ResourceIdentity> databases =
                Stream.generate(BucketFixtures::someIdentity).limit(200).toList();
        ResourceIdentity last = databases.getLast();
        measured("AWS/RDS", "CPUUtilization", Map.of("DBInstanceIdentifier", Tags.nameOf(last)), NOON, 7);
        List<MetricsProvider.Wanted> wanted = databases.stream()
                .map(one -> new MetricsProvider.Wanted(one, Kind.DATABASE, NOON, NOON.plus(Duration.ofMinutes(10))))
                .toList();
        Map<UUID, List<MetricSample>> read = new HashMap<>();

        List<Calls.Call> calls = Calls.during(() -> read.putAll(metrics.readAll(wanted)));

        assertEquals(
                List.of("GetMetricData", "GetMetricData"),
                calls.stream().map(Calls.Call::operation).toList());
        assertEquals(200, read.size());
        assertEquals(
                List.of(new MetricSample("lariba.database.cpu_percent", "%", NOON, 7)), read.get(last.serviceId()));
    }

    @Test
    void aRegionThatDoesNotAnswerHoldsUpNoOther() {
        ResourceIdentity elsewhere = new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);
        Map<String, String> broken = settings();
        broken.put("quarkus.sts.endpoint-override", "http://127.0.0.1:9");
        broken.put("lariba.providers.aws.calls.attempts", "1");
        broken.put(
                "lariba.providers.aws.projects." + elsewhere.projectId() + ".arn",
                "arn:aws:iam::210987654321:role/broken");
        MetricsProvider some = AwsSettings.provider(broken).metrics().orElseThrow();
        Instant to = NOON.plus(Duration.ofMinutes(10));

        Map<UUID, List<MetricSample>> read = some.readAll(List.of(
                new MetricsProvider.Wanted(elsewhere, Kind.DATABASE, NOON, to),
                new MetricsProvider.Wanted(identity, Kind.DATABASE, NOON, to)));

        assertEquals(Set.of(identity.serviceId()), read.keySet());
    }

    @Test
    void whatIsNotThereIsNotMeasured() {
        assertEquals(Set.of(), read(Kind.COMPUTE));
        assertEquals(Set.of(), read(Kind.DATABASE));
        assertEquals(Set.of(), read(Kind.STORAGE));
    }

    @Test
    void anotherTimeHasOtherSamples() {
        Map<String, String> database = Map.of("DBInstanceIdentifier", Tags.nameOf(identity));
        measured("AWS/RDS", "CPUUtilization", database, NOON.minus(Duration.ofMinutes(5)), 1);
        measured("AWS/RDS", "CPUUtilization", database, NOON.plus(Duration.ofMinutes(10)), 3);
        measured("AWS/RDS", "CPUUtilization", database, NOON, 2);

        assertEquals(Set.of(new MetricSample("lariba.database.cpu_percent", "%", NOON, 2)), read(Kind.DATABASE));
    }

    private Set<MetricSample> read(Kind kind) {
        List<MetricSample> samples = metrics.read(identity, kind, NOON, NOON.plus(Duration.ofMinutes(10)));
        return Set.copyOf(samples);
    }

    private String running() {
        InstanceSettings settings =
                new InstanceSettings("t3.micro", "ubuntu-24.04", 20, List.of(), null, List.of(), false);
        ComputeProvider compute = provider.compute();
        compute.ensureInstance(new InstanceSpec(
                identity,
                settings,
                compute.imageId(identity, "ubuntu-24.04"),
                identity.compactServiceId() + "-metrics",
                0));
        await().atMost(Duration.ofSeconds(20)).until(() -> compute.observe(identity) instanceof Present);
        return assertInstanceOf(Present.class, compute.observe(identity)).instanceId();
    }

    private void measured(String namespace, String name, Map<String, String> dimensions, Instant at, double... values) {
        // The emulator compares dimensions in their order, which a map of two does not keep.
        List<Dimension> all = new TreeMap<>(dimensions)
                .entrySet().stream()
                        .map(dimension -> Dimension.builder()
                                .name(dimension.getKey())
                                .value(dimension.getValue())
                                .build())
                        .toList();
        for (double value : values) {
            clients.inRegion(AwsSettings.REGION)
                    .cloudWatch()
                    .putMetricData(put -> put.namespace(namespace)
                            .metricData(datum -> datum.metricName(name)
                                    .dimensions(all)
                                    .timestamp(at)
                                    .value(value)));
        }
    }
}
