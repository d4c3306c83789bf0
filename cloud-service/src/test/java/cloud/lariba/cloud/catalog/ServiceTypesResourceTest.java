package cloud.lariba.cloud.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import cloud.lariba.cloud.providers.local.LocalProviderTestResource;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(LocalProviderTestResource.class)
class ServiceTypesResourceTest {

    @Test
    void theCatalogListsEveryTypeWithPlansPricesAndSchema() {
        asUser().get("/service-types")
                .then()
                .statusCode(200)
                .body("next_cursor", nullValue())
                .body("items.type", contains("compute", "storage", "database"))
                .body("items[0].plans.name", contains("micro", "small", "medium", "large"))
                .body("items[0].plans[0].price.per_hour", matchesPattern("0\\.\\d{6}"))
                .body("items[0].plans[0].price.currency", equalTo("USD"))
                .body("items[0].plans[0].quota.vcpus", equalTo(2))
                .body("items[0].actions", hasItems("start", "stop", "reboot"))
                .body("items[0].spec_schema.'$schema'", equalTo("https://json-schema.org/draft/2020-12/schema"))
                .body("items[0].spec_schema.properties.instance_type.enum", hasItem("t3.micro"))
                .body("items[0].price_list", equalTo("2026-01"))
                .body("items[0].prices.find { it.item == 't3.micro' }.amount", equalTo("0.0104"))
                .body("items[0].prices.find { it.item == 't3.micro' }.unit", equalTo("hour"))
                .body("items[0].prices.find { it.item == 't3.micro' }.source", startsWith("https://aws.amazon.com/"))
                .body("items[0].prices.find { it.item == 't3.micro' }.as_of", matchesPattern("\\d{4}-\\d\\d-\\d\\d"))
                .body("items[0].plans[0].runs_as.local", equalTo("a simulated instance"))
                .body("items[1].metered[0].price", equalTo("0.023"))
                .body("items[1].metered[0].unit", equalTo("gb_month"));
    }

    @Test
    void aTypeSaysWhereItCanBeHad() {
        asUser().get("/service-types/storage")
                .then()
                .statusCode(200)
                .body("regions.find { it.name == 'local' }.provider", equalTo("local"))
                .body("regions.find { it.name == 'local' }.available", equalTo(true))
                .body("regions.find { it.name == 'us-east-1' }.provider", equalTo("aws"))
                .body("regions.find { it.name == 'us-east-1' }.available", equalTo(false));
    }

    @Test
    void aTypeThatIsNotThereIsNotFound() {
        asUser().get("/service-types/teapot").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void theCatalogNeedsAToken() {
        given().get("/service-types").then().statusCode(401);
    }

    @Test
    void theCatalogIsNotForServices() {
        given().auth()
                .oauth2(TestTokens.service("analytics", "cloud"))
                .get("/service-types")
                .then()
                .statusCode(403);
    }

    private static RequestSpecification asUser() {
        return given().auth().oauth2(TestTokens.user(UUID.randomUUID()));
    }
}
