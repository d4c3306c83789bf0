package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.testing.TestTokens;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How project-service has a project closed, opened again, and emptied. */
@ServiceTest
class ProjectClosingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aProjectWithServicesIsNotClosed() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");

        close(tenant)
                .then()
                .statusCode(409)
                .body("code", equalTo("project_not_empty"))
                .body("services.id", equalTo(List.of(bucket.id().toString())))
                .body("services[0].type", equalTo("storage"))
                .body("services[0].status", equalTo("running"));
        tenant.ask("storage");
    }

    @Test
    void aProjectWithAProtectedServiceIsNotClosedForACascade() {
        Tenant tenant = Tenant.owner();
        tenant.running("storage");
        Tenant.Asked database = tenant.running("database");
        tenant.patch(database.path(), Map.of("deletion_protection", true))
                .then()
                .statusCode(200);

        internal("/internal/projects/" + tenant.projectId() + "/close?cascade=true")
                .then()
                .statusCode(409)
                .body("code", equalTo("deletion_protected"))
                .body("services.id", equalTo(List.of(database.id().toString())))
                .body("services[0].deletion_protection", equalTo(true));
        tenant.patch(database.path(), Map.of("deletion_protection", false));
        internal("/internal/projects/" + tenant.projectId() + "/close?cascade=true&dry_run=true")
                .then()
                .statusCode(204);
        tenant.ask("storage");
        internal("/internal/projects/" + tenant.projectId() + "/close?cascade=true")
                .then()
                .statusCode(204);
        tenant.project().state("deleting");
        tenant.post("/services", tenant.wish("storage")).then().statusCode(409);
    }

    @Test
    void aClosedProjectTakesNoServices() {
        Tenant tenant = Tenant.owner();
        close(tenant).then().statusCode(204);
        close(tenant).then().statusCode(204);
        tenant.project().state("deleting");

        tenant.post("/services", tenant.wish("storage")).then().statusCode(409).body("code", equalTo("invalid_state"));
    }

    @Test
    void aProjectThatWasOpenedAgainTakesServices() {
        Tenant tenant = Tenant.owner();
        close(tenant);

        internal("/internal/projects/" + tenant.projectId() + "/reopen").then().statusCode(204);

        tenant.ask("storage");
    }

    @Test
    void aClosedProjectThatIsActiveAfterAllOpensByItself() {
        Tenant tenant = Tenant.owner();
        close(tenant).then().statusCode(204);

        tenant.ask("storage").succeeds();
    }

    @Test
    void internalRoutesAreForProjectService() {
        Tenant tenant = Tenant.owner();
        for (String service : List.of("auth", "user", "cloud", "analytics", "gateway")) {
            for (String call : List.of("close", "reopen")) {
                RestAssured.given()
                        .header("Authorization", "Bearer " + TestTokens.service(service, "cloud"))
                        .post("/internal/projects/{id}/{call}", tenant.projectId(), call)
                        .then()
                        .statusCode(403);
            }
        }

        tenant.request()
                .post("/internal/projects/{id}/close", tenant.projectId())
                .then()
                .statusCode(403);
        RestAssured.post("/internal/projects/{id}/close", tenant.projectId())
                .then()
                .statusCode(401);
        RestAssured.given()
                .header("Authorization", "Bearer " + TestTokens.service("project", "user"))
                .post("/internal/projects/{id}/close", tenant.projectId())
                .then()
                .statusCode(401);
    }

    @Test
    void aProjectIsEmptiedOfEverythingAndThatIsSaid() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        Tenant.Asked database = tenant.running("database");
        Tenant.Asked bucket = tenant.running("storage");
        FaultyProvider.resource(bucket.id()).objects.add("object");
        tenant.patch(database.path(), Map.of("deletion_protection", true))
                .then()
                .statusCode(200);
        UUID operation = UUID.randomUUID();

        requestDeletion(tenant, operation, UUID.randomUUID());

        tenant.project().state("deleting");
        await().atMost(SOON)
                .until(() -> tenant.await(operation).getString("state").equals("succeeded"));
        for (Tenant.Asked service : List.of(machine, database, bucket)) {
            assertFalse(FaultyProvider.exists(service.id()));
        }
        tenant.get("/operations/{id}", operation)
                .then()
                .body("type", equalTo("delete_project"))
                .body("service_id", equalTo(null))
                .body("steps.name", equalTo(List.of("close_project", "delete_services")));
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of("cloud.lariba.project.emptied"),
                        NeighbourStub.events(tenant.projectId()).stream()
                                .map(event -> event.path("type").asText())
                                .filter(type -> type.startsWith("cloud.lariba.project"))
                                .toList()));
        tenant.post("/services", tenant.wish("storage")).then().statusCode(409);
    }

    @Test
    void whoeverDeletedAProjectCanReadHowThatWentAfterIt() {
        Tenant tenant = Tenant.owner();
        Tenant colleague = tenant.colleague("owner");
        UUID operation = UUID.randomUUID();
        requestDeletion(tenant, operation, UUID.randomUUID());
        await().atMost(SOON)
                .until(() -> tenant.await(operation).getString("state").equals("succeeded"));

        tenant.project().role(tenant.id(), null);
        tenant.project().role(colleague.id(), null);

        await().atMost(SOON)
                .until(() -> tenant.get("/services?project_id={id}", tenant.projectId())
                                .statusCode()
                        == 404);
        tenant.get("/operations/{id}", operation).then().statusCode(200).body("state", equalTo("succeeded"));
        await().atMost(SOON)
                .until(() -> colleague.get("/operations/{id}", operation).statusCode() == 404);
    }

    @Test
    void aNeighbourThatDoesNotAnswerDelaysNoWordToAnother() {
        Tenant tenant = Tenant.owner();
        NeighbourStub.silenceAnalyticsAbout(tenant.projectId());
        tenant.running("storage");

        requestDeletion(tenant, UUID.randomUUID(), UUID.randomUUID());

        await().atMost(Duration.ofSeconds(6)).until(() -> emptied(tenant) == 1);
    }

    @Test
    void theSameRequestAgainIsTheSameDeletion() {
        Tenant tenant = Tenant.owner();
        UUID operation = UUID.randomUUID();
        UUID event = UUID.randomUUID();

        requestDeletion(tenant, operation, event);
        requestDeletion(tenant, operation, event);
        requestDeletion(tenant, operation, UUID.randomUUID());

        await().atMost(SOON)
                .until(() -> tenant.await(operation).getString("state").equals("succeeded"));
        await().atMost(SOON).until(() -> emptied(tenant) == 1);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> emptied(tenant) == 1);
    }

    @Test
    void aServiceWhoseDeletionFailsIsTriedAgain() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked bucket = tenant.running("storage");
        tenant.faults().fail(Faults.Call.DELETE, Faults::needsPerson).fail(Faults.Call.DELETE, Faults::refused);
        UUID operation = UUID.randomUUID();

        requestDeletion(tenant, operation, UUID.randomUUID());

        await().atMost(SOON)
                .until(() -> tenant.await(operation).getString("state").equals("succeeded"));
        assertFalse(FaultyProvider.exists(bucket.id()));
    }

    @Test
    void aServiceThatIsBeingMadeIsDeletedAfterwards() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Faults.Gate gate = tenant.faults().block(Faults.Call.ENSURE);
        Tenant.Asked bucket = tenant.ask("storage");
        gate.awaitArrival();
        UUID operation = UUID.randomUUID();
        requestDeletion(tenant, operation, UUID.randomUUID());

        gate.open();

        await().atMost(SOON)
                .until(() -> tenant.await(operation).getString("state").equals("succeeded"));
        assertFalse(FaultyProvider.exists(bucket.id()));
        assertEquals(1, FaultyProvider.made(bucket.id()));
    }

    private static long emptied(Tenant tenant) {
        return NeighbourStub.events(tenant.projectId()).stream()
                .filter(event -> event.path("type").asText().equals("cloud.lariba.project.emptied"))
                .count();
    }

    private static Response close(Tenant tenant) {
        return internal("/internal/projects/" + tenant.projectId() + "/close");
    }

    private static Response internal(String path) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + TestTokens.service("project", "cloud"))
                .post(path);
    }

    private static void requestDeletion(Tenant tenant, UUID operation, UUID event) {
        RestAssured.given()
                .header("Authorization", "Bearer " + TestTokens.service("project", "cloud"))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        event,
                        "source",
                        "/services/project",
                        "type",
                        "cloud.lariba.project.deletion_requested",
                        "subject",
                        tenant.projectId(),
                        "time",
                        Instant.now().toString(),
                        "datacontenttype",
                        "application/json",
                        "data",
                        Map.of(
                                "project_id",
                                tenant.projectId(),
                                "operation_id",
                                operation,
                                "actor_id",
                                tenant.id(),
                                "name",
                                "p")))
                .post("/internal/events")
                .then()
                .statusCode(204);
    }
}
