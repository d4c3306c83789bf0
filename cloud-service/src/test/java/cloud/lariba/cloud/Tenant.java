package cloud.lariba.cloud;

import static io.restassured.RestAssured.given;

import cloud.lariba.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Somebody who is signed in and has a project. Each test has its own, so none sees what another made. */
public record Tenant(UUID id, String token, UUID projectId) {

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** An owner with a new project. */
    public static Tenant owner() {
        UUID id = UUID.randomUUID();
        UUID project = UUID.randomUUID();
        NeighbourStub.project(project).role(id, "owner");
        return new Tenant(id, TestTokens.user(id), project);
    }

    /** The same owner with a token that has not expired. */
    public Tenant signedInAgain() {
        return new Tenant(id, TestTokens.user(id), projectId);
    }

    /** Somebody else with this role in this tenant's project. */
    public Tenant colleague(String role) {
        UUID id = UUID.randomUUID();
        NeighbourStub.project(projectId).role(id, role);
        return new Tenant(id, TestTokens.user(id), projectId);
    }

    public NeighbourStub.StubProject project() {
        return NeighbourStub.project(projectId);
    }

    public Faults faults() {
        return FaultyProvider.faults(projectId);
    }

    public static String name() {
        return "s-" + NAMES.incrementAndGet();
    }

    /** The body of a request for a service with the smallest plan. */
    Map<String, Object> wish(String type) {
        return wish(type, FaultyProvider.REGION, name());
    }

    /** The body of a request for a service in that region with the smallest plan. */
    public Map<String, Object> wish(String type, String region, String name) {
        Map<String, Object> body = new HashMap<>();
        body.put("project_id", projectId.toString());
        body.put("name", name);
        body.put("region", region);
        body.put("type", type);
        body.put("plan", type.equals("storage") ? "standard" : "micro");
        return body;
    }

    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + token);
    }

    public RequestSpecification sending(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    public Response get(String path, Object... parameters) {
        return request().get(path, parameters);
    }

    public Response post(String path, Object body) {
        return sending(body).post(path);
    }

    public Response patch(String path, Object body) {
        return request().contentType("application/merge-patch+json").body(body).patch(path);
    }

    public Response delete(String path) {
        return request().delete(path);
    }

    /** Asks for a service; its operation may still run. */
    public Asked ask(String type) {
        return ask(wish(type));
    }

    /** Asks for a service that is to be deleted at that time. */
    public Asked ask(String type, Instant expiresAt) {
        Map<String, Object> wish = wish(type);
        wish.put("expires_at", expiresAt.toString());
        return ask(wish);
    }

    /** Has the provider refuse the next deletion of one of the project's services. */
    public void refuseDeletions() {
        faults().fail(Faults.Call.DELETE, Faults::refused);
    }

    public Asked ask(Map<String, ?> wish) {
        JsonPath body = post("/services", wish).then().statusCode(202).extract().jsonPath();
        return new Asked(this, UUID.fromString(body.getString("id")), UUID.fromString(body.getString("operation_id")));
    }

    /** Asks for that many services at the same time. */
    public List<Asked> askAtOnce(String type, int count) {
        List<Future<Asked>> asked;
        // Unlike those of the common pool, these threads see the classes that this one sees.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = Stream.generate(() -> threads.submit(() -> ask(type)))
                    .limit(count)
                    .toList();
        }
        return asked.stream().map(Future::resultNow).toList();
    }

    /** A service that runs. */
    public Asked running(String type) {
        Asked asked = ask(type);
        asked.succeeds();
        return asked;
    }

    /** The operation that an accepted request began. */
    public static UUID operationOf(Response accepted) {
        String location = accepted.then().statusCode(202).extract().header("Location");
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    /** The operation once it has ended. */
    public JsonPath await(UUID operationId) {
        return get("/operations/{id}?wait=30s", operationId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A service that was asked for. */
    public record Asked(Tenant tenant, UUID id, UUID operationId) {

        public String path() {
            return "/services/" + id;
        }

        public JsonPath read() {
            return tenant.get(path()).then().statusCode(200).extract().jsonPath();
        }

        public JsonPath operation() {
            return tenant.await(operationId);
        }

        public void succeeds() {
            ends("succeeded");
        }

        public JsonPath ends(String state) {
            JsonPath operation = operation();
            if (!operation.getString("state").equals(state)) {
                throw new AssertionError("expected " + state + " but it is " + operation.prettify());
            }
            return operation;
        }

        /** The id of a backup of it that is made now and is there. */
        String backUp() {
            Response accepted = tenant.post(path() + "/backups", Map.of());
            JsonPath operation = tenant.await(operationOf(accepted));
            if (!operation.getString("state").equals("succeeded")) {
                throw new AssertionError("no backup was made: " + operation.prettify());
            }
            return accepted.path("id");
        }

        /** The operation that begins to restore one of its backups. */
        UUID restore(String backup) {
            return operationOf(tenant.request().post(path() + "/backups/" + backup + "/restore"));
        }

        public Response act(String type) {
            return tenant.post(path() + "/actions", Map.of("type", type));
        }
    }
}
