package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
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
            "internal/projects/01900000-0000-7000-8000-000000000000/access",
            "internal/users/01900000-0000-7000-8000-000000000000/projects",
            "internal/users/01900000-0000-7000-8000-000000000000/ownership");
    private static final List<String> PROTECTED =
            List.of("users/me", "users", "projects", "services", "auth/sessions", "events", "analytics");

    /** How the gateway itself says that there is nothing, or that it will not guess: code by status. What a service refuses has other codes. */
    private static final Map<Integer, String> NO_WAY = Map.of(
            400, "ambiguous_request",
            404, "not_found",
            414, "uri_too_long",
            431, "headers_too_large");

    private record Attempt(String method, String target, String headers, String body) {

        static Attempt get(String target, String headers) {
            return new Attempt("GET", target, headers, "");
        }

        static Attempt post(String target, String headers, JsonNode body) {
            String text = body.toString();
            return new Attempt(
                    "POST",
                    target,
                    headers + "Content-Type: application/json\r\nContent-Length: " + text.length() + "\r\n",
                    text);
        }
    }

    @Test
    void internalRoutesCannotBeReachedHoweverTheyAreWritten() {
        String token = authorization(Account.register());
        List<Attempt> attempts = new ArrayList<>();
        for (String path : INTERNAL) {
            for (String variant : PathVariants.of(path)) {
                attempts.add(Attempt.get(variant, ""));
                attempts.add(Attempt.get(variant, token));
            }
        }
        assertThat(attempts).hasSizeGreaterThan(1000);

        assertThat(answeredOtherwise(attempts, PathsIT::isRefusedByTheGateway)).isEmpty();
    }

    @Test
    void internalCommandsCannotBeGivenHoweverWellFormedTheyAre() {
        Account person = Account.register();
        String token = authorization(person);
        Map<String, JsonNode> commands = Map.of(
                "internal/token",
                Json.object("client_id", "user", "client_secret", "0".repeat(43), "audience", "auth"),
                "internal/events",
                Json.object(
                        "specversion",
                        "1.0",
                        "id",
                        UUID.randomUUID(),
                        "source",
                        "/services/user",
                        "type",
                        "cloud.lariba.user.deleted",
                        "subject",
                        person.id(),
                        "time",
                        "2026-01-01T00:00:00Z",
                        "datacontenttype",
                        "application/json",
                        "data",
                        Json.object("id", person.id())),
                "internal/accounts",
                Json.object("name", "Ada", "email", Names.email(), "password", "violet tractor 7 lemonade"),
                "internal/projects/" + person.id() + "/close",
                Json.object());
        List<Attempt> attempts = new ArrayList<>();
        commands.forEach((path, body) -> {
            for (String variant : PathVariants.of(path)) {
                attempts.add(Attempt.post(variant, "", body));
                attempts.add(Attempt.post(variant, token, body));
            }
        });

        assertThat(answeredOtherwise(attempts, PathsIT::isRefusedByTheGateway)).isEmpty();
    }

    @Test
    void protectedRoutesStayClosedHoweverTheyAreWritten() {
        List<Attempt> attempts = new ArrayList<>();
        for (String path : PROTECTED) {
            for (String variant : PathVariants.of(path)) {
                attempts.add(Attempt.get(variant, ""));
            }
        }

        assertThat(answeredOtherwise(attempts, answer -> {
                    int status = RawHttp.status(answer);
                    return status >= 400 && status < 500;
                }))
                .isEmpty();
    }

    private static String authorization(Account person) {
        return "Authorization: Bearer " + person.session().access() + "\r\n";
    }

    /** Whether no service has seen the request. What is no request target at all is answered without a body, as no service answers. */
    private static boolean isRefusedByTheGateway(String answer) {
        int status = RawHttp.status(answer);
        String code = NO_WAY.get(status);
        String body = RawHttp.body(answer);
        return code != null
                && (status == 400 && body.isEmpty()
                        || code.equals(Json.parse(body).path("code").asText()));
    }

    /** The attempts that were not answered as they should have been. */
    private static Queue<String> answeredOtherwise(List<Attempt> attempts, Predicate<String> expected) {
        Queue<Attempt> waiting = new ConcurrentLinkedQueue<>(attempts);
        Queue<String> otherwise = new ConcurrentLinkedQueue<>();
        Parallel.times(AT_ONCE, () -> {
            for (Attempt attempt = waiting.poll(); attempt != null; attempt = waiting.poll()) {
                String answer = RawHttp.send(attempt.method(), attempt.target(), attempt.headers(), attempt.body());
                if (!expected.test(answer)) {
                    otherwise.add(attempt.method() + " " + attempt.target()
                            + (attempt.headers().contains("Authorization") ? " signed in" : "") + " → "
                            + answer.lines().findFirst().orElse("nothing") + " " + RawHttp.body(answer));
                }
            }
            return AT_ONCE;
        });
        return otherwise;
    }
}
