package cloud.lariba.project;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members of other roles meet; the roles are set in the database until they can be given through the API. */
@ServiceTest
class RolesTest {

    @Inject
    Tables tables;

    private final User owner = User.any();
    private UUID project;

    @BeforeEach
    void prepare() {
        project = owner.project();
    }

    private User member(String role) {
        User user = User.any();
        tables.addMember(project, user.id(), role);
        return user;
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "developer", "billing", "admin"})
    void everyMemberReadsAndSeesItsRole(String role) {
        User member = member(role);

        member.get("/projects/{id}", project)
                .then()
                .statusCode(200)
                .body("role", equalTo(role))
                .body("owner_id", equalTo(owner.id().toString()));
        member.get("/projects")
                .then()
                .body("items.id", hasItem(project.toString()))
                .body("items[0].role", equalTo(role));
        member.get("/projects/{id}/quota", project).then().statusCode(200);
        member.get("/projects/{id}/members", project).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "developer", "billing"})
    void lowerRolesChangeNothing(String role) {
        User member = member(role);

        member.patching("{\"description\": \"x\"}")
                .patch("/projects/{id}", project)
                .then()
                .statusCode(403);
        member.sending(Map.of("name", "other"))
                .put("/projects/{id}", project)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        member.sending(Map.of("services", 1))
                .put("/projects/{id}/quota", project)
                .then()
                .statusCode(403);
        member.request().delete("/projects/{id}", project).then().statusCode(403);
        member.request().delete("/projects/{id}?dry_run=true", project).then().statusCode(403);
        member.request().post("/projects/{id}/undelete", project).then().statusCode(403);
        member.request().get("/projects/{id}/audit-events", project).then().statusCode(403);
        owner.get("/projects/{id}", project).then().header("ETag", equalTo("\"0\""));
    }

    @Test
    void anAdminChangesTheProjectAndItsQuotaButDoesNotDeleteIt() {
        User admin = member("admin");

        admin.patching("{\"description\": \"x\"}")
                .patch("/projects/{id}", project)
                .then()
                .statusCode(200);
        admin.sending(Map.of("services", 1))
                .put("/projects/{id}/quota", project)
                .then()
                .statusCode(200);
        admin.request().delete("/projects/{id}", project).then().statusCode(403);
    }

    @Test
    void namesAreUniqueForTheOwnerWhoeverRenames() {
        User admin = member("admin");
        String taken = User.name();
        owner.project(taken);

        admin.patching(Map.of("name", taken))
                .patch("/projects/{id}", project)
                .then()
                .statusCode(409);
    }

    @Test
    void onlyTheOwnerFindsADeletedProject() {
        User admin = member("admin");
        owner.request().delete("/projects/{id}", project).then().statusCode(204);

        admin.get("/projects?state=deleted").then().body("items.size()", equalTo(0));
        admin.request().post("/projects/{id}/undelete", project).then().statusCode(404);
        owner.get("/projects?state=deleted").then().body("items.size()", equalTo(1));
    }
}
