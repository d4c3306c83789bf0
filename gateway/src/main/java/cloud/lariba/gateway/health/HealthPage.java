package cloud.lariba.gateway.health;

import cloud.lariba.gateway.answers.Answers;
import cloud.lariba.gateway.answers.Remembered;
import cloud.lariba.gateway.forwarding.Upstreams;
import cloud.lariba.gateway.routes.Upstream;
import cloud.lariba.identity.RevocationFeed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** {@code GET /health}: asks every service whether it is ready, all at once. */
@ApplicationScoped
public class HealthPage {

    private static final String READY = "/q/health/ready";
    private static final String JSON = "application/json";

    private final Upstreams upstreams;
    private final RevocationFeed revocations;
    private final HealthConfig config;
    private final Answers answers;
    private final Remembered<Health> health;

    HealthPage(
            Vertx vertx,
            Clock clock,
            Upstreams upstreams,
            RevocationFeed revocations,
            HealthConfig config,
            Answers answers) {
        this.upstreams = upstreams;
        this.revocations = revocations;
        this.config = config;
        this.answers = answers;
        this.health = new Remembered<>(vertx, clock, config.kept(), this::ask);
    }

    /** Answers with the state of the installation: 200, or 503 when nothing works. */
    public void answer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        health.get()
                .onComplete(
                        found -> answers.document(
                                context, found.status() == HealthStatus.DOWN ? 503 : 200, JSON, answers.json(found)),
                        failure -> answers.unexpected(context, failure));
    }

    private Future<Health> ask() {
        List<Future<HealthStatus>> asked =
                Arrays.stream(Upstream.values()).map(this::status).toList();
        return Future.all(asked).map(all -> {
            Map<String, HealthStatus> services = new TreeMap<>();
            for (Upstream upstream : Upstream.values()) {
                services.put(upstream.shortName(), all.resultAt(upstream.ordinal()));
            }
            return Health.of(config.version(), services, revocations.isCurrent());
        });
    }

    private Future<HealthStatus> status(Upstream upstream) {
        return upstreams
                .get(upstream, READY, config.timeout())
                .map(HealthPage::ready)
                .otherwise(HealthStatus.DOWN);
    }

    /** A service is ready, and degraded when one of its checks has {@code "degraded": true} in its data. */
    private static HealthStatus ready(Buffer body) {
        JsonArray checks = body.toJsonObject().getJsonArray("checks", new JsonArray());
        boolean degraded = IntStream.range(0, checks.size())
                .mapToObj(checks::getJsonObject)
                .map(check -> check.getJsonObject("data", new JsonObject()))
                .anyMatch(data -> Boolean.TRUE.equals(data.getValue("degraded")));
        return degraded ? HealthStatus.DEGRADED : HealthStatus.UP;
    }
}
