package cloud.lariba.project;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import org.junit.jupiter.api.Test;

@ServiceTest
class OpenApiTest {

    @Test
    void theDocumentShowsThePublicRoutesInTheContractsNames() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("openapi", equalTo("3.1.0"))
                .body("paths.keySet()", hasItems("/projects", "/projects/{id}", "/projects/{id}/undelete"))
                .body("paths.'/projects/{id}'.keySet()", hasItems("get", "put", "patch", "delete"))
                .body("paths", not(hasKey("/internal/events")))
                .body("paths", not(hasKey("/internal/users/{userId}/projects")))
                .body("paths.'/projects'.post.responses.keySet()", hasItems("201", "200", "default"))
                .body("paths.'/projects/{id}/budget'.get.responses", hasKey("501"))
                .body("components.schemas.Project.properties", hasKey("owner_id"))
                .body("components.schemas.Project.properties", not(hasKey("version")))
                .body("components.schemas.Project.properties.state", notNullValue())
                .body("components.schemas.ProjectState.enum", hasItems("active", "deleting", "deleted"))
                .body("components.schemas.Role.enum", hasItems("viewer", "owner"))
                .body("components.schemas.Quota.properties", hasKey("memory_gb"))
                .body("components.schemas.Problem.properties", hasKey("request_id"));
    }
}
