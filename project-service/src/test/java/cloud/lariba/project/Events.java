package cloud.lariba.project;

import static io.restassured.RestAssured.given;

import cloud.lariba.testing.TestTokens;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Delivers events as other services do. */
final class Events {

    private Events() {}

    static void deliver(String from, String type, UUID subject, Map<String, ?> data) {
        deliver(UUID.randomUUID(), from, type, subject, data);
    }

    static void deliver(UUID id, String from, String type, UUID subject, Map<String, ?> data) {
        given().header("Authorization", "Bearer " + TestTokens.service(from, "project"))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        id,
                        "source",
                        "/services/" + from,
                        "type",
                        type,
                        "subject",
                        subject,
                        "time",
                        Instant.now().toString(),
                        "datacontenttype",
                        "application/json",
                        "data",
                        data))
                .post("/internal/events")
                .then()
                .statusCode(204);
    }
}
