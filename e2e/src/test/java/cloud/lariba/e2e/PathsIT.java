package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** However a path is written, the gateway opens nothing that is not public. */
class PathsIT {

    private static final int AT_ONCE = 8;
    private static final List<String> INTERNAL = List.of(
            "q",
            "q/health",
            "q/health/ready",
            "q/metrics",
            "q/openapi",
            "q/swagger-ui",
            "q/dev-ui",
            "internal",
            "internal/token",
            "internal/revocations",
            "internal/events",
            "internal/accounts/01900000-0000-7000-8000-000000000000",
            "internal/projects/01900000-0000-7000-8000-000000000000/access");
    private static final List<String> PROTECTED =
            List.of("users/me", "users", "projects", "services", "auth/sessions", "events", "analytics");

    private record Attempt(String method, String target, String headers) {}

    @Test
    void internalRoutesCannotBeReachedHoweverTheyAreWritten() {
        Account person = Account.register();
        String token = "Authorization: Bearer " + person.session().access() + "\r\n";
        List<Attempt> attempts = new ArrayList<>();
        for (String path : INTERNAL) {
            for (String variant : PathVariants.of(path)) {
                attempts.add(new Attempt("GET", variant, ""));
                attempts.add(new Attempt("GET", variant, token));
            }
        }
        assertThat(attempts).hasSizeGreaterThan(1000);

        assertThat(openedBy(attempts)).isEmpty();
    }

    @Test
    void internalCommandsCannotBeGiven() {
        String body = "Content-Type: application/json\r\nContent-Length: 0\r\n";
        List<Attempt> attempts = new ArrayList<>();
        for (String path : List.of("internal/token", "internal/events", "internal/accounts")) {
            for (String variant : PathVariants.of(path)) {
                attempts.add(new Attempt("POST", variant, body));
            }
        }

        assertThat(openedBy(attempts)).isEmpty();
    }

    @Test
    void protectedRoutesStayClosedHoweverTheyAreWritten() {
        List<Attempt> attempts = new ArrayList<>();
        for (String path : PROTECTED) {
            for (String variant : PathVariants.of(path)) {
                attempts.add(new Attempt("GET", variant, ""));
            }
        }

        assertThat(openedBy(attempts)).isEmpty();
    }

    /** The attempts that were not answered with a refusal. */
    private static Queue<String> openedBy(List<Attempt> attempts) {
        Queue<Attempt> waiting = new ConcurrentLinkedQueue<>(attempts);
        Queue<String> opened = new ConcurrentLinkedQueue<>();
        Parallel.times(AT_ONCE, () -> {
            for (Attempt attempt = waiting.poll(); attempt != null; attempt = waiting.poll()) {
                tryOne(attempt, opened);
            }
            return AT_ONCE;
        });
        return opened;
    }

    private static void tryOne(Attempt attempt, Queue<String> opened) throws IOException {
        String answer = RawHttp.send(attempt.method(), attempt.target(), attempt.headers());
        int status = RawHttp.status(answer);
        if (status < 400 || status >= 500) {
            opened.add(attempt.method() + " " + attempt.target()
                    + (attempt.headers().isEmpty() ? "" : " signed in") + " → "
                    + answer.lines().findFirst().orElse("nothing"));
        }
    }
}
