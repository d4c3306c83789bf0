package cloud.lariba.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request its id before anything else looks at it: the client's {@code X-Request-Id} when it is well formed, a new
 * one otherwise. The id is echoed in the answer, stands in every problem document and, as {@code requestId}, in the log.
 */
@ApplicationScoped
public class RequestId {

    /** The header that carries the id. */
    public static final String HEADER = "X-Request-Id";

    /** Where the log looks for the id; outside a request, background work may put its own there. */
    public static final String MDC_KEY = "requestId";

    private static final String KEY = "lariba.request-id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int FIRST = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    ensure(context);
                    context.next();
                },
                FIRST);
    }

    /** The id of the request, given to it now unless it has one: for what fails before any filter has seen it. */
    public static String ensure(RoutingContext context) {
        String present = context.get(KEY);
        if (present != null && context.response().headers().contains(HEADER)) {
            return present;
        }
        String id = present == null ? accept(context.request().getHeader(HEADER)) : present;
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        return id;
    }

    /** The id of the request, or null outside one. */
    public static @Nullable String of(@Nullable RoutingContext context) {
        return context == null ? null : context.get(KEY);
    }

    /** The offered id when it is 1–64 of {@code [A-Za-z0-9._-]}, else a new random one. */
    public static String accept(@Nullable String offered) {
        return offered != null && WELL_FORMED.matcher(offered).matches() ? offered : create();
    }

    /** A new id: 128 random bits in hexadecimal. */
    public static String create() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
