package cloud.lariba.gateway.door;

import cloud.lariba.gateway.observation.Observed;
import cloud.lariba.gateway.routes.TokenRule;
import cloud.lariba.gateway.tokens.Bearer;
import cloud.lariba.gateway.tokens.TokenGate;
import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Decides whether a request may pass, and with which token. */
@ApplicationScoped
class Admission {

    private static final Future<Optional<String>> WITHOUT_TOKEN = Future.succeededFuture(Optional.empty());
    /** RFC 6750, section 3.1. */
    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private final TokenGate gate;

    Admission(TokenGate gate) {
        this.gate = gate;
    }

    /**
     * The token to pass on, if any; or a failure with a {@link ProblemException}: {@code unauthenticated}, or {@code upstream_unavailable}
     * when tokens cannot be judged.
     */
    Future<Optional<String>> of(RoutingContext context, TokenRule rule, Observed observed) {
        if (rule == TokenRule.NOT_FORWARDED) {
            return WITHOUT_TOKEN;
        }
        return switch (Bearer.of(context.request())) {
            case Bearer.Absent absent when rule == TokenRule.JUDGED_IF_PRESENT -> WITHOUT_TOKEN;
            case Bearer.Absent absent -> Future.failedFuture(unauthenticated());
            case Bearer.Malformed malformed -> Future.failedFuture(invalid(context));
            case Bearer.Token token ->
                gate.judge(token.value()).map(verification -> {
                    if (verification instanceof Accepted(var verified)) {
                        observed.identified(verified.subject());
                        return Optional.of(token.value());
                    }
                    throw invalid(context);
                });
        };
    }

    private static ProblemException invalid(RoutingContext context) {
        context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, INVALID_TOKEN);
        return unauthenticated();
    }

    private static ProblemException unauthenticated() {
        return ProblemException.of(
                ProblemCode.UNAUTHENTICATED, "Send a valid access token in the Authorization header.");
    }
}
