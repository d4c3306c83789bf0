package cloud.lariba.e2e;

import cloud.lariba.e2e.Body.Field;
import cloud.lariba.e2e.Body.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The bodies of the contract, field by field. */
final class Bodies {

    private static final Field NAME = Field.required("name", 63);
    private static final Field LABELS = Field.optional("labels", Kind.OBJECT);

    private static final List<Field> PERSON =
            List.of(Field.required("name", 5000), Field.required("email", 5000), Field.required("password", 128));
    private static final List<Field> PROJECT = List.of(NAME, Field.optional("description", 100_000), LABELS);
    private static final List<Field> SERVICE_CHANGE = List.of(
            NAME,
            Field.required("plan", 5000),
            LABELS,
            Field.optional("spec", Kind.OBJECT),
            Field.optional("deletion_protection", Kind.BOOLEAN));

    private Bodies() {}

    static Stream<Body> all() {
        return Stream.of(
                body("POST", "/auth/register", PERSON),
                body("POST", "/users", PERSON),
                body(
                        "POST",
                        "/auth/login",
                        List.of(Field.required("email", Kind.TEXT), Field.required("password", Kind.TEXT))),
                body("POST", "/auth/refresh", List.of(Field.required("refresh_token", Kind.TEXT))),
                body("POST", "/auth/logout", List.of(Field.required("refresh_token", Kind.TEXT))),
                body(
                        "POST",
                        "/auth/password/change",
                        List.of(Field.required("current_password", Kind.TEXT), Field.required("new_password", 128))),
                body("PUT", "/users/{user_id}", PERSON.subList(0, 2)),
                body("PATCH", "/users/{user_id}", optional(PERSON.subList(0, 2))),
                body("POST", "/projects", PROJECT),
                body("PUT", "/projects/{project_id}", PROJECT),
                body("PATCH", "/projects/{project_id}", optional(PROJECT)),
                body(
                        "PUT",
                        "/projects/{project_id}/quota",
                        Stream.of("services", "vcpus", "memory_gb", "storage_gb", "databases")
                                .map(dimension -> Field.optional(dimension, Kind.INTEGER))
                                .toList()),
                body(
                        "POST",
                        "/services",
                        List.of(
                                Field.required("project_id", Kind.TEXT),
                                NAME,
                                Field.required("type", 5000),
                                Field.required("plan", 5000),
                                Field.optional("region", 5000),
                                LABELS,
                                Field.optional("spec", Kind.OBJECT))),
                body("PUT", "/services/{service_id}", SERVICE_CHANGE),
                body("PATCH", "/services/{service_id}", optional(SERVICE_CHANGE)),
                body(
                        "POST",
                        "/services/{service_id}/actions",
                        List.of(Field.required("type", 5000), Field.optional("params", Kind.OBJECT))),
                body(
                        "POST",
                        "/services/{service_id}/presigned-urls",
                        List.of(
                                Field.required("method", 5000),
                                Field.required("key", 5000),
                                Field.optional("expires_in", Kind.INTEGER),
                                Field.optional("content_type", 5000))),
                body("POST", "/analytics", List.of(Field.required("points", Kind.ARRAY))));
    }

    private static Body body(String method, String template, List<Field> fields) {
        Route route = Routes.all()
                .filter(each -> each.method().equals(method) && each.template().equals(template))
                .findFirst()
                .orElseThrow();
        return new Body(route, fields);
    }

    private static List<Field> optional(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(field.name(), field.kind(), false, field.longest()))
                .toList();
    }
}
