package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the gateway answered.
 *
 * @param request method and target of the request, for failure messages
 */
record Answer(String request, int status, HttpHeaders headers, String body) {

    /** This answer, which must have one of the statuses. */
    Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(s -> s == status)) {
            throw new AssertionError("%s: expected %s, was %s".formatted(request, Arrays.toString(statuses), this));
        }
        return this;
    }

    JsonNode json() {
        return Json.parse(body);
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The header, which must be there. */
    String requiredHeader(String name) {
        return header(name).orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    String text(String member) {
        JsonNode value = json().path(member);
        assertThat(value.isTextual()).as("%s of %s", member, this).isTrue();
        return value.asText();
    }

    /** The body as a complete problem document (RFC 9457 and the contract) with this status and code. */
    JsonNode problem(int expectedStatus, String code) {
        expect(expectedStatus);
        JsonNode problem = problem();
        assertThat(problem.path("code").asText()).as("code of %s", this).isEqualTo(code);
        return problem;
    }

    /** The body as a complete problem document, whatever its code. */
    JsonNode problem() {
        assertThat(header("Content-Type").orElse(""))
                .as("media type of %s", this)
                .startsWith("application/problem+json");
        JsonNode problem = json();
        String code = problem.path("code").asText();
        assertThat(code).as("code of %s", this).matches("[a-z][a-z0-9_]*");
        assertThat(problem.path("type").asText()).isEqualTo("https://lariba.cloud/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).as("title of %s", this).isNotBlank();
        assertThat(problem.path("request_id").asText())
                .as("request_id of %s", this)
                .isNotEmpty()
                .isEqualTo(header("X-Request-Id").orElse("absent"));
        assertThat(body).doesNotContain("Exception", "cloud.lariba.", "java.", "SELECT ", "org.");
        return problem;
    }

    /** The problem without the members that differ between two requests by nature. */
    JsonNode comparableProblem() {
        ObjectNode problem = (ObjectNode) problem().deepCopy();
        problem.remove("instance");
        problem.remove("request_id");
        return problem;
    }

    @Override
    public String toString() {
        String shown = body.length() > 800 ? body.substring(0, 800) + "…" : body;
        return request + " → " + status + " " + shown;
    }
}
