package cloud.lariba.project;

import static io.restassured.RestAssured.given;

import cloud.lariba.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who is signed in. Each test has its own, so none sees what another made. */
record User(UUID id, String token) {

    private static final AtomicInteger NAMES = new AtomicInteger();

    static User any() {
        UUID id = UUID.randomUUID();
        return new User(id, TestTokens.user(id));
    }

    static User platformAdmin() {
        UUID id = UUID.randomUUID();
        return new User(id, TestTokens.admin(id));
    }

    /** A project name that no other test uses. */
    static String name() {
        return "p-" + NAMES.incrementAndGet();
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + token);
    }

    RequestSpecification sending(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    RequestSpecification patching(Object body) {
        return request().contentType("application/merge-patch+json").body(body);
    }

    Response get(String path, Object... parameters) {
        return request().get(path, parameters);
    }

    /** Makes a project and answers its id. */
    UUID project() {
        return project(name());
    }

    UUID project(String name) {
        return project(Map.of("name", name));
    }

    UUID project(Map<String, ?> body) {
        return UUID.fromString(
                sending(body).post("/projects").then().statusCode(201).extract().path("id"));
    }
}
