package cloud.lariba.cloud.metrics;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.metrics.MeasuredPoints.Point;
import cloud.lariba.cloud.metrics.MeasuredPoints.Rejection;
import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.MetricsProvider.Wanted;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Reads what providers measured and delivers it to analytics-service. A service's watermark moves only after delivery, and each reading goes back
 * behind it; what is delivered twice overwrites itself. Replicas share the services by leases in the database.
 */
@ApplicationScoped
class MetricsCollector {

    private static final Logger LOG = Logger.getLogger(MetricsCollector.class);
    private static final int BATCH = 100;
    private static final String UNKNOWN = "unknown_service";

    private final Watermarks watermarks;
    private final ServiceRecords services;
    private final Providers providers;
    private final AnalyticsServiceClient analytics;
    private final MetricsConfig config;
    private final Clock clock;

    MetricsCollector(
            Watermarks watermarks,
            ServiceRecords services,
            Providers providers,
            @RestClient AnalyticsServiceClient analytics,
            MetricsConfig config,
            Clock clock) {
        this.watermarks = watermarks;
        this.services = services;
        this.providers = providers;
        this.analytics = analytics;
        this.config = config;
        this.clock = clock;
    }

    /** A service that is to be read, and its watermark. */
    private record Taken(Watermark watermark, Service service) {}

    /** A service that was read, and what was found. */
    private record Reading(Taken taken, List<Point> points) {}

    /** Begins to read the services that came into being since. */
    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void adopt() {
        providers.all().stream()
                .filter(provider -> provider.metrics().isPresent())
                .forEach(provider -> watermarks.adopt(provider.name(), now()));
    }

    /** Reads the services that are due, some at a time. */
    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void collect() {
        boolean measured = providers.all().stream().map(Provider::metrics).anyMatch(Optional::isPresent);
        while (measured) {
            Instant now = now();
            List<Watermark> taken = watermarks.take(now, now.plus(config.lease()), BATCH);
            if (taken.isEmpty()) {
                return;
            }
            deliver(read(services(taken, now), now), now);
        }
    }

    private List<Taken> services(List<Watermark> watermarks, Instant now) {
        return watermarks.stream()
                .flatMap(watermark -> service(watermark, now).stream())
                .toList();
    }

    /** Whatever is wrong with one service must not keep others from being read. */
    private Optional<Taken> service(Watermark watermark, Instant now) {
        try {
            Service service = services.get(watermark.serviceId());
            if (service.status() == ServiceStatus.DELETED
                    || providers.get(service.provider()).metrics().isEmpty()) {
                watermarks.forget(service.id());
                return Optional.empty();
            }
            return Optional.of(new Taken(watermark, service));
        } catch (RuntimeException e) {
            LOG.warnf(e, "metrics-not-read service=%s", watermark.serviceId());
            watermarks.rest(watermark, watermark.readUntil(), now.plus(config.interval()));
            return Optional.empty();
        }
    }

    private List<Reading> read(List<Taken> taken, Instant now) {
        List<Reading> readings = new ArrayList<>();
        taken.stream()
                .collect(Collectors.groupingBy(one -> one.service().provider()))
                .forEach((provider, some) -> {
                    Map<UUID, List<MetricSample>> read = readAll(provider, some, now);
                    for (Taken one : some) {
                        List<MetricSample> samples = read.get(one.service().id());
                        if (samples == null) {
                            LOG.warnf(
                                    "metrics-not-read service=%s", one.service().id());
                            watermarks.rest(one.watermark(), one.watermark().readUntil(), now.plus(config.interval()));
                        } else {
                            readings.add(new Reading(
                                    one,
                                    samples.stream()
                                            .map(sample -> point(one.service(), sample))
                                            .toList()));
                        }
                    }
                });
        return readings;
    }

    private Map<UUID, List<MetricSample>> readAll(String provider, List<Taken> taken, Instant now) {
        try {
            return providers
                    .get(provider)
                    .metrics()
                    .orElseThrow()
                    .readAll(taken.stream()
                            .map(one -> new Wanted(
                                    one.service().identity(),
                                    kind(one.service().type()),
                                    from(one.watermark(), now),
                                    now))
                            .toList());
        } catch (RuntimeException e) {
            LOG.warnf(e, "metrics-not-read provider=%s services=%d", provider, taken.size());
            return Map.of();
        }
    }

    private void rest(Taken taken, Instant readUntil, Instant now) {
        Duration interval = taken.service().type() == ServiceType.STORAGE ? config.bucketInterval() : config.interval();
        watermarks.rest(taken.watermark(), readUntil, now.plus(interval));
    }

    private Instant from(Watermark watermark, Instant now) {
        Instant from = watermark.readUntil().minus(config.overlap());
        Instant earliest = now.minus(config.backlog());
        return from.isBefore(earliest) ? earliest : from;
    }

    /** What cannot be delivered is read again when the lease is over. */
    private void deliver(List<Reading> readings, Instant now) {
        Set<UUID> unknown;
        try {
            unknown = send(readings.stream()
                    .flatMap(reading -> reading.points().stream())
                    .toList());
        } catch (RuntimeException e) {
            LOG.warnf(e, "metrics-not-delivered services=%s", readings.size());
            return;
        }
        for (Reading reading : readings) {
            Watermark watermark = reading.taken().watermark();
            if (unknown.contains(watermark.serviceId())) {
                watermarks.rest(watermark, watermark.readUntil(), now.plus(config.interval()));
            } else {
                rest(reading.taken(), now, now);
            }
        }
    }

    /** The services that analytics-service has not heard of yet: the event that tells of them is still on its way. */
    private Set<UUID> send(List<Point> points) {
        Set<UUID> unknown = new HashSet<>();
        for (int from = 0; from < points.size(); from += MeasuredPoints.MAX) {
            List<Point> part = points.subList(from, Math.min(points.size(), from + MeasuredPoints.MAX));
            List<Rejection> rejected =
                    analytics.send(new MeasuredPoints(new ArrayList<>(part))).rejected();
            for (Rejection rejection : rejected) {
                Point point = part.get(rejection.index());
                if (rejection.code().equals(UNKNOWN)) {
                    unknown.add(point.serviceId());
                } else {
                    LOG.warnf(
                            "metric-rejected service=%s metric=%s code=%s",
                            point.serviceId(), point.metric(), rejection.code());
                }
            }
        }
        return unknown;
    }

    private static Point point(Service service, MetricSample sample) {
        return new Point(
                service.projectId(),
                service.id(),
                sample.metric(),
                sample.value(),
                sample.at().toString());
    }

    private static MetricsProvider.Kind kind(ServiceType type) {
        return switch (type) {
            case COMPUTE -> MetricsProvider.Kind.COMPUTE;
            case STORAGE -> MetricsProvider.Kind.STORAGE;
            case DATABASE -> MetricsProvider.Kind.DATABASE;
        };
    }

    /** As exact as the database keeps it, since leases are compared. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
