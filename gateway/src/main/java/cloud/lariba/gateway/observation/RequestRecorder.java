package cloud.lariba.gateway.observation;

import cloud.lariba.problem.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Records each request when it is over: a timer by route, method and status, and a line in the access log. Routes come from the table, so
 * that nobody can make up new time series.
 */
@ApplicationScoped
public class RequestRecorder {

    private static final Logger LOG = Logger.getLogger("cloud.lariba.access");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER = "other";
    /** The status of an answer that the client did not wait for. */
    private static final int CLIENT_GONE = 499;

    private final MeterRegistry registry;
    private final boolean logged;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String route, String method, int status) {}

    RequestRecorder(MeterRegistry registry, ObservationConfig config) {
        this.registry = registry;
        this.logged = config.enabled();
    }

    /** Begins to observe a request; {@link Observed} learns what it turned out to be. */
    public Observed begin(RoutingContext context) {
        long startedAt = System.nanoTime();
        var observed = new Observed();
        context.addEndHandler(ended -> record(context, observed, System.nanoTime() - startedAt));
        return observed;
    }

    private void record(RoutingContext context, Observed observed, long nanos) {
        HttpServerRequest request = context.request();
        String method =
                METHODS.contains(request.method().name()) ? request.method().name() : OTHER;
        int status = request.response().headWritten() ? request.response().getStatusCode() : CLIENT_GONE;
        timers.computeIfAbsent(new Series(observed.route(), method, status), this::timer)
                .record(Duration.ofNanos(nanos));
        if (logged) {
            LOG.infof(
                    "request id=%s method=%s route=%s path=%s status=%d ms=%d in=%d out=%d user=%s",
                    RequestId.of(context),
                    method,
                    observed.route(),
                    observed.path(),
                    status,
                    nanos / 1_000_000,
                    request.bytesRead(),
                    request.response().bytesWritten(),
                    observed.user());
        }
    }

    private Timer timer(Series series) {
        return Timer.builder("lariba.gateway.requests")
                .description("Requests to the gateway, from their head to the last byte of the answer")
                .tag("route", series.route())
                .tag("method", series.method())
                .tag("status", Integer.toString(series.status()))
                .register(registry);
    }
}
