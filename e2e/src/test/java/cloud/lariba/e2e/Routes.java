package cloud.lariba.e2e;

import static cloud.lariba.e2e.Route.administrator;
import static cloud.lariba.e2e.Route.open;
import static cloud.lariba.e2e.Route.signedIn;

import cloud.lariba.e2e.Route.Access;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The routes of the contract that are built, each with a body that is valid apart from the placeholders. */
final class Routes {

    private static final String PERSON = """
            {"name": "Ada", "email": "nobody@example.org", "password": "a long enough password"}""";
    private static final String PROJECT = """
            {"name": "renamed"}""";
    private static final String QUOTA = """
            {"services": 5, "vcpus": 8, "memory_gb": 16, "storage_gb": 100, "databases": 2}""";
    private static final String SERVICE = """
            {"project_id": "{project_id}", "name": "a-bucket", "type": "storage", "plan": "{storage_plan}"}""";
    private static final String SERVICE_CHANGE = """
            {"name": "renamed", "plan": "{storage_plan}", "labels": {}, "spec": {}}""";
    private static final String POINTS = """
            {"points": [{"project_id": "00000000-0000-7000-8000-000000000000", "metric": "cpu", "value": 1}]}""";

    static final List<Route> ALL = List.of(
            open("POST", "/auth/register", PERSON),
            open(
                    "POST",
                    "/auth/login",
                    "{\"email\": \"nobody@example.org\", \"password\": \"a long enough password\"}"),
            open("POST", "/auth/refresh", "{\"refresh_token\": \"none\"}"),
            open("POST", "/auth/logout", "{\"refresh_token\": \"none\"}"),
            signedIn("GET", "/auth/sessions"),
            signedIn("DELETE", "/auth/sessions"),
            signedIn("DELETE", "/auth/sessions/{session_id}"),
            signedIn(
                    "POST",
                    "/auth/password/change",
                    "{\"current_password\": \"not the right one\", \"new_password\": \"a long enough password\"}"),
            signedIn("GET", "/users/me"),
            signedIn("GET", "/users/{user_id}"),
            signedIn("PUT", "/users/{user_id}", "{\"name\": \"Eve\", \"email\": \"eve@example.org\"}"),
            signedIn("PATCH", "/users/{user_id}", "{\"name\": \"Eve\"}"),
            signedIn("DELETE", "/users/{user_id}"),
            administrator("GET", "/users"),
            open("POST", "/users", PERSON),
            signedIn("GET", "/projects"),
            signedIn("POST", "/projects", PROJECT),
            signedIn("GET", "/projects/{project_id}"),
            signedIn("PUT", "/projects/{project_id}", PROJECT),
            signedIn("PATCH", "/projects/{project_id}", PROJECT),
            signedIn("DELETE", "/projects/{project_id}"),
            signedIn("POST", "/projects/{project_id}/undelete"),
            signedIn("GET", "/projects/{project_id}/quota"),
            signedIn("PUT", "/projects/{project_id}/quota", QUOTA),
            signedIn("GET", "/service-types"),
            signedIn("GET", "/service-types/storage"),
            signedIn("GET", "/services"),
            signedIn("POST", "/services", SERVICE),
            signedIn("GET", "/services/{service_id}"),
            signedIn("PUT", "/services/{service_id}", SERVICE_CHANGE),
            signedIn("PATCH", "/services/{service_id}", "{\"labels\": {\"env\": \"test\"}}"),
            signedIn("DELETE", "/services/{service_id}"),
            signedIn("POST", "/services/{service_id}/actions", "{\"type\": \"stop\"}"),
            signedIn("GET", "/services/{service_id}/operations"),
            signedIn("GET", "/services/{service_id}/events"),
            signedIn("POST", "/services/{service_id}/credentials", "{}"),
            signedIn("POST", "/services/{service_id}/credentials/rotate", "{}"),
            signedIn(
                    "POST",
                    "/services/{service_id}/presigned-urls",
                    "{\"method\": \"GET\", \"key\": \"a.txt\", \"expires_in\": 60}"),
            signedIn("GET", "/operations/{operation_id}"),
            signedIn("POST", "/operations/{operation_id}/cancel"),
            signedIn("GET", "/events"),
            signedIn("GET", "/events/stream"),
            signedIn("POST", "/analytics", POINTS),
            signedIn("GET", "/analytics"),
            signedIn("GET", "/analytics/metrics?project_id={project_id}"),
            signedIn("GET", "/analytics/usage?project_id={project_id}"));

    private Routes() {}

    static Stream<Route> all() {
        return ALL.stream();
    }

    static Stream<Route> protectedOnes() {
        return all().filter(route -> route.access() != Access.OPEN);
    }

    static Stream<Route> withBody() {
        return all().filter(route -> !route.body().isEmpty());
    }

    /** Ids that name nothing, for every placeholder. */
    static Map<String, String> missingIds() {
        return Map.of(
                "project_id", Names.missingId(),
                "service_id", Names.missingId(),
                "operation_id", Names.missingId(),
                "session_id", Names.missingId(),
                "user_id", Names.missingId(),
                "storage_plan", Catalog.smallestPlan("storage"));
    }
}
