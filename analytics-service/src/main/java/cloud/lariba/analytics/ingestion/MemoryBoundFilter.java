package cloud.lariba.analytics.ingestion;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets the bodies of points in only as far as memory reaches, before they are read: a body becomes several times its size in objects, and a heap is small. A
 * request that comes alone is let in whatever its size; the size limit of the service bounds it.
 */
@ApplicationScoped
class MemoryBoundFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Set<Class<?>> RESOURCES = Set.of(IngestionResource.class, InternalIngestionResource.class);
    private static final long SMALLEST_BOUND = 4L << 20;
    /** What a body of unannounced length counts for: the most that it can have. */
    private static final long UNANNOUNCED = 4L << 20;

    private final CurrentVertxRequest current;
    private final long bound;
    private final AtomicLong inFlight = new AtomicLong();

    MemoryBoundFilter(CurrentVertxRequest current, IngestionConfig config) {
        this.current = current;
        this.bound = config.maxBodiesInFlight()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Math.max(SMALLEST_BOUND, Runtime.getRuntime().maxMemory() / 16));
    }

    @ServerRequestFilter
    void admit(ResourceInfo resource, HttpServerRequest request) {
        if (!RESOURCES.contains(resource.getResourceClass())) {
            return;
        }
        long size = size(request);
        long before = inFlight.getAndAdd(size);
        if (before > 0 && before + size > bound) {
            inFlight.addAndGet(-size);
            throw ProblemException.of(ProblemCode.OVERLOADED, "Too many points are under way; send them again.")
                    .retryAfter(RETRY_AFTER);
        }
        current.getCurrent().addEndHandler(end -> inFlight.addAndGet(-size));
    }

    private static long size(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? UNANNOUNCED : Long.parseLong(length);
    }
}
