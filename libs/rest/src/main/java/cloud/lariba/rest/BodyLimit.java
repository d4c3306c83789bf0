package cloud.lariba.rest;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers announced bodies over the configured limit with a problem document; the HTTP layer would refuse them with a bare status. Bodies of unannounced
 * length are counted as they arrive.
 */
@ApplicationScoped
public class BodyLimit {

    /** After the request id is known and before anything reads. */
    private static final int PRIORITY = 9_000;

    private final BareErrors errors;
    private final long limit;

    BodyLimit(BareErrors errors, VertxHttpConfig http) {
        this.errors = errors;
        this.limit = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (length(context.request()) > limit) {
                        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                        errors.answer(context, 413);
                    } else {
                        context.next();
                    }
                },
                PRIORITY);
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
