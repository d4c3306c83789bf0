package cloud.lariba.analytics.testing;

import static io.restassured.RestAssured.given;

import cloud.lariba.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody with a project of their own.
 *
 * @param userId the user
 * @param projectId the project
 * @param token the user's access token
 */
public record Tenant(UUID userId, UUID projectId, String token) {

    /** A new user who owns a new project. */
    public static Tenant owner() {
        return member("owner");
    }

    /** A new user in this role in a new project. */
    public static Tenant member(String role) {
        return memberOf(UUID.randomUUID(), role);
    }

    /** A new user in this role in this project. */
    public static Tenant memberOf(UUID projectId, String role) {
        UUID userId = UUID.randomUUID();
        ProjectServiceStub.join(projectId, userId, role);
        return new Tenant(userId, projectId, TestTokens.user(userId));
    }

    /** A request in the user's name. */
    public RequestSpecification request() {
        return given().auth().oauth2(token);
    }

    /** Posts points. */
    public ValidatableResponse post(List<Map<String, Object>> points) {
        return request()
                .contentType(ContentType.JSON)
                .body(Map.of("points", points))
                .post("/analytics")
                .then();
    }

    /** Posts one point. */
    public ValidatableResponse post(Map<String, Object> point) {
        return post(List.of(point));
    }

    /** A point of the tenant's project. */
    public Map<String, Object> point(String metric, Object value, Instant time) {
        Map<String, Object> point = new HashMap<>();
        point.put("project_id", projectId.toString());
        point.put("metric", metric);
        point.put("value", value);
        point.put("timestamp", time.toString());
        return point;
    }

    /** Tells the service, as cloud-service does, that a service of the project changed. */
    public void serviceChanged(UUID serviceId, String type, String status, Instant at) {
        event(
                        "cloud.lariba.service.changed",
                        serviceId,
                        Map.of(
                                "service_id",
                                serviceId.toString(),
                                "project_id",
                                projectId.toString(),
                                "type",
                                type,
                                "plan",
                                type + "-small",
                                "name",
                                "name-of-" + type,
                                "status",
                                status,
                                "from",
                                "pending",
                                "at",
                                at.toString(),
                                "deleted",
                                status.equals("deleted")))
                .statusCode(204);
    }

    /** Delivers an event, as cloud-service does. */
    public static ValidatableResponse event(String type, UUID subject, Map<String, ?> data) {
        return event(UUID.randomUUID(), type, subject, data);
    }

    /** Delivers an event of this id, as cloud-service does. */
    public static ValidatableResponse event(UUID id, String type, UUID subject, Map<String, ?> data) {
        return given().auth()
                .oauth2(TestTokens.service("cloud", "analytics"))
                .contentType("application/cloudevents+json")
                .body(Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        id.toString(),
                        "source",
                        "/services/cloud",
                        "type",
                        type,
                        "subject",
                        subject.toString(),
                        "time",
                        Instant.now().toString(),
                        "datacontenttype",
                        "application/json",
                        "data",
                        data))
                .post("/internal/events")
                .then();
    }
}
