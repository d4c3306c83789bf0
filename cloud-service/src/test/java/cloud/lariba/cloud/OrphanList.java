package cloud.lariba.cloud;

import static io.restassured.RestAssured.given;

import cloud.lariba.testing.TestTokens;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The orphans as a platform administrator sees them. */
final class OrphanList {

    private OrphanList() {}

    static RequestSpecification administrator() {
        return given().header("Authorization", "Bearer " + TestTokens.admin(UUID.randomUUID()));
    }

    static List<Map<String, Object>> all() {
        return administrator()
                .get("/admin/orphans?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    /** The first orphan with this value in a field. */
    static Optional<Map<String, Object>> find(String field, String value) {
        return all().stream().filter(item -> value.equals(item.get(field))).findFirst();
    }
}
