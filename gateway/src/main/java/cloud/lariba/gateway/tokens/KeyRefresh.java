package cloud.lariba.gateway.tokens;

import cloud.lariba.identity.Jwks;
import cloud.lariba.identity.KeySet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Fetches the key set on a worker thread for all requests that wait for it, one fetch at a time. */
@ApplicationScoped
class KeyRefresh {

    private final Vertx vertx;
    private final Jwks jwks;
    private final AtomicReference<@Nullable Future<KeySet>> running = new AtomicReference<>();

    KeyRefresh(Vertx vertx, Jwks jwks) {
        this.vertx = vertx;
        this.jwks = jwks;
    }

    /** The keys after a fetch, or at once when one was made too recently. Completes on the caller's context and never fails. */
    Future<KeySet> latest() {
        if (!jwks.isRefreshDue()) {
            return Future.succeededFuture(jwks.current());
        }
        Context caller = vertx.getOrCreateContext();
        Promise<KeySet> answer = Promise.promise();
        fetch().onComplete(fetched -> caller.runOnContext(now -> answer.complete(jwks.current())));
        return answer.future();
    }

    private Future<KeySet> fetch() {
        Promise<KeySet> mine = Promise.promise();
        Future<KeySet> others = running.compareAndExchange(null, mine.future());
        if (others != null) {
            return others;
        }
        vertx.executeBlocking(jwks::refresh, false).onComplete(fetched -> {
            running.set(null);
            mine.handle(fetched);
        });
        return mine.future();
    }
}
