package cloud.lariba.gateway.openapi;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class OpenApiPageTest {

    @ParameterizedTest
    @CsvSource({
        "/openapi, */*, application/yaml",
        "/openapi, application/json, application/json",
        "/openapi?format=json, */*, application/json",
        "/openapi?format=yaml, application/json, application/yaml",
        "/openapi.json, */*, application/json",
        "/openapi.yaml, application/json, application/yaml"
    })
    void comesAsYamlOrJson(String path, String accept, String mediaType) {
        given().accept(accept).when().get(path).then().statusCode(200).contentType(startsWith(mediaType));
    }

    @Test
    void isMadeOfTheServicesDocumentsAndKeepsThatOfAServiceThatIsDown() {
        Services.publish(
                "user", "{\"openapi\":\"3.1.0\",\"paths\":{\"/users\":{\"get\":{}},\"/internal/x\":{\"get\":{}}}}");
        Services.publish("cloud", "{\"openapi\":\"3.1.0\",\"paths\":{\"/services\":{\"get\":{}}}}");
        given().get("/openapi.json").then().body("paths", hasKey("/users")).body("paths", hasKey("/services"));

        Services.unpublish("user");
        Services.publish("cloud", "garbage");

        given().get("/openapi.json")
                .then()
                .statusCode(200)
                .body("openapi", equalTo("3.1.0"))
                .body("paths", hasKey("/users"))
                .body("paths", hasKey("/services"))
                .body("paths", not(hasKey("/internal/x")));
        given().get("/openapi").then().body(containsString("/services:"));
    }

    @Test
    void theDocumentationPageShowsIt() {
        given().get("/docs").then().statusCode(200).body(containsString("/openapi"));
        given().get("/docs/swagger-ui-bundle.js").then().statusCode(200);
        given().get("/docs/missing.js").then().statusCode(404).body("code", equalTo("not_found"));
    }
}
