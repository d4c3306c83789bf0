package cloud.lariba.gateway.forwarding;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Duration;

/** What the caller is told when a service gives no answer. */
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(2);

    private Failures() {}

    /** Whether a connection that had been established was lost before any byte of the answer. */
    static boolean isLostConnection(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException;
    }

    /** No answer, and the service is not to be had or went away. */
    static ProblemException problem(Throwable cause, boolean sent) {
        if (cause instanceof ConnectionPoolTooBusyException) {
            return ProblemException.of(ProblemCode.OVERLOADED, "Too many requests wait for this service.")
                    .retryAfter(SOON);
        }
        String detail = sent
                ? "The service went away before it answered; it may have carried the request out."
                : "The service cannot be reached at the moment.";
        return ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, detail).retryAfter(LATER);
    }

    static ProblemException serviceTooSlow() {
        return ProblemException.of(ProblemCode.UPSTREAM_TIMEOUT, "The service did not answer in time.")
                .retryAfter(LATER);
    }

    static ProblemException clientTooSlow() {
        return ProblemException.of(ProblemCode.REQUEST_TIMEOUT, "The body of the request did not arrive in time.");
    }
}
