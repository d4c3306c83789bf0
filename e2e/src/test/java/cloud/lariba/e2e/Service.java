package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A service and the account that acts on it. */
record Service(Account owner, String id, String type, String name) {

    String path() {
        return "/services/" + id;
    }

    JsonNode read() {
        return owner.read(path());
    }

    String status() {
        return read().path("status").asText();
    }

    /** This service once its creation has succeeded. */
    Service running() {
        JsonNode latest = latestOperation();
        assertThat(Operations.await(owner, latest.path("id").asText())
                        .path("state")
                        .asText())
                .as("%s", latest)
                .isEqualTo("succeeded");
        assertThat(status()).isEqualTo("running");
        return this;
    }

    JsonNode latestOperation() {
        return owner.read(path() + "/operations?limit=1").path("items").path(0);
    }

    /** Asks for the action and waits until its operation has ended; answers with the operation. */
    JsonNode act(String action) {
        Answer answer =
                owner.post(path() + "/actions", Json.object("type", action)).expect(202);
        return Operations.await(owner, Operations.idOf(answer));
    }

    JsonNode credentials() {
        return owner.post(path() + "/credentials", Json.object())
                .expect(200, 201)
                .json();
    }

    /** Replaces its credentials, and answers with new ones. */
    JsonNode rotateCredentials() {
        Answer answer =
                owner.post(path() + "/credentials/rotate", Json.object()).expect(202);
        JsonNode operation = Operations.await(owner, Operations.idOf(answer));
        assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("succeeded");
        return credentials();
    }

    /** Deletes it, with whatever it holds, and waits until it is gone. */
    void delete() {
        Answer answer = owner.delete(path() + "?force=true").expect(202);
        JsonNode operation = Operations.await(owner, Operations.idOf(answer));
        assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("succeeded");
    }

    void awaitStatus(String expected) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(status()).isEqualTo(expected));
    }
}
