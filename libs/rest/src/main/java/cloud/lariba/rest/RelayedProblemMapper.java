package cloud.lariba.rest;

import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * For REST clients of neighbours ({@code @RegisterProvider}): a problem that the neighbour answered becomes the same problem here, so that it reaches
 * the caller unless the client's owner catches it. A refusal of our own token, and any 5xx, is our failure and not the caller's:
 * {@link NeighbourFailed}.
 */
public class RelayedProblemMapper implements ResponseExceptionMapper<RuntimeException> {

    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "code", "request_id", "errors");

    @Override
    public RuntimeException toThrowable(Response answer) {
        int status = answer.getStatus();
        if (status >= 500 || status == 401 || status == 403) {
            return new NeighbourFailed(status);
        }
        JsonNode body = body(answer);
        ProblemException problem = problem(status, body);
        if (body != null) {
            for (var member : body.properties()) {
                if (!STANDARD.contains(member.getKey())) {
                    problem = problem.with(member.getKey(), member.getValue());
                }
            }
        }
        return problem;
    }

    private static ProblemException problem(int status, @Nullable JsonNode body) {
        if (body == null) {
            return ProblemException.of(ProblemCode.ofStatus(status), "A needed service refused the request.");
        }
        if (!body.path("errors").isEmpty()) {
            List<InvalidField> errors = new ArrayList<>();
            body.path("errors")
                    .forEach(e -> errors.add(new InvalidField(
                            e.path("pointer").asText(),
                            e.path("code").asText(),
                            e.path("detail").asText())));
            return ProblemException.invalid(errors);
        }
        return ProblemException.of(
                code(status, body.path("code").asText()), body.path("detail").asText());
    }

    private static ProblemCode code(int status, String name) {
        try {
            return ProblemCode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return ProblemCode.ofStatus(status);
        }
    }

    private static @Nullable JsonNode body(Response answer) {
        try {
            JsonNode body = answer.readEntity(JsonNode.class);
            return body != null && body.isObject() ? body : null;
        } catch (RuntimeException e) {
            return null;
        }
    }
}
