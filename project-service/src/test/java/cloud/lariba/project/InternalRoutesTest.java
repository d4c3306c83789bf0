package cloud.lariba.project;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.TestTokens;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other services ask. */
@ServiceTest
class InternalRoutesTest {

    @Inject
    Tables tables;

    private final User owner = User.any();
    private UUID id;

    @BeforeEach
    void prepare() {
        id = owner.project();
    }

    private static Response ask(String path, Object... parameters) {
        return askAs("cloud", path, parameters);
    }

    private static Response askAs(String service, String path, Object... parameters) {
        return given().header("Authorization", "Bearer " + TestTokens.service(service, "project"))
                .get(path, parameters);
    }

    @Test
    void aMembersAccessIsToldWithTheQuota() {
        owner.sending(Map.of("services", 3))
                .put("/projects/{id}/quota", id)
                .then()
                .statusCode(200);
        UUID viewer = UUID.randomUUID();
        tables.addMember(id, viewer, "viewer");

        ask("/internal/projects/{id}/access?user_id={user}", id, viewer)
                .then()
                .statusCode(200)
                .body("project_id", equalTo(id.toString()))
                .body("role", equalTo("viewer"))
                .body("state", equalTo("active"))
                .body("quota.services", equalTo(3))
                .body("quota.memory_gb", equalTo(256));
    }

    @Test
    void whoeverIsNoMemberHasNoAccess() {
        ask("/internal/projects/{id}/access?user_id={user}", id, UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        ask("/internal/projects/{id}/access?user_id={user}", UUID.randomUUID(), owner.id())
                .then()
                .statusCode(404);
        ask("/internal/projects/{id}/access?user_id=x", id).then().statusCode(404);
        ask("/internal/projects/{id}/access", id).then().statusCode(400);
    }

    @Test
    void aProjectThatIsBeingDeletedIsToldSoAndADeletedOneIsMissing() {
        owner.request().delete("/projects/{id}?cascade=true", id).then().statusCode(202);
        ask("/internal/projects/{id}/access?user_id={user}", id, owner.id())
                .then()
                .body("state", equalTo("deleting"));

        Events.deliver("cloud", "cloud.lariba.project.emptied", id, Map.of("project_id", id));

        ask("/internal/projects/{id}/access?user_id={user}", id, owner.id())
                .then()
                .statusCode(404);
        ask("/internal/users/{user}/projects", owner.id()).then().body("items", hasSize(0));
    }

    @Test
    void aUsersProjectsAreListedWithTheRole() {
        UUID second = owner.project();
        UUID foreign = User.any().project();
        tables.addMember(foreign, owner.id(), "developer");

        ask("/internal/users/{user}/projects", owner.id())
                .then()
                .statusCode(200)
                .body("items.project_id", containsInAnyOrder(id.toString(), second.toString(), foreign.toString()))
                .body("items.find { it.project_id == '" + foreign + "' }.role", equalTo("developer"));
    }

    @Test
    void onlyProjectsWithOtherMembersAndNoOtherOwnerBlockAnOwner() {
        UUID withMember = owner.project();
        tables.addMember(withMember, UUID.randomUUID(), "admin");
        UUID withOwner = owner.project();
        tables.addMember(withOwner, UUID.randomUUID(), "owner");

        askAs("user", "/internal/users/{user}/ownership", owner.id())
                .then()
                .statusCode(200)
                .body("sole_owned_with_members", equalTo(List.of(withMember.toString())));
    }

    @ParameterizedTest
    @CsvSource({
        "/internal/projects/{project}/access?user_id={user}, cloud analytics",
        "/internal/users/{user}/projects?project={project}, cloud analytics",
        "/internal/users/{user}/ownership?project={project}, user"
    })
    void eachRouteIsForTheServicesThatNeedIt(String path, String services) {
        Map<String, UUID> parameters = Map.of("project", id, "user", owner.id());
        for (String service : List.of("auth", "user", "project", "cloud", "analytics", "gateway")) {
            int status = given().header("Authorization", "Bearer " + TestTokens.service(service, "project"))
                    .pathParams(parameters)
                    .get(path)
                    .statusCode();

            assertEquals(List.of(services.split(" ")).contains(service) ? 200 : 403, status, service);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/projects/%s/access?user_id=%s",
                "/internal/users/%2$s/projects",
                "/internal/users/%2$s/ownership"
            })
    void usersAndServicesForOthersAreRefused(String path) {
        String route = path.formatted(id, owner.id());

        owner.get(route).then().statusCode(403);
        User.platformAdmin().get(route).then().statusCode(403);
        given().get(route).then().statusCode(401);
        given().header("Authorization", "Bearer " + TestTokens.service("cloud", "user"))
                .get(route)
                .then()
                .statusCode(401);
    }
}
