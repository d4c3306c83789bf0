package cloud.lariba.cloud.providers.aws;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
class AwsOffTest {

    @Inject
    AwsConnectivity connectivity;

    @Test
    void withoutConfigurationAwsIsNeverCalled() {
        connectivity.probe();

        assertEquals(AwsConnectivity.State.OFF, connectivity.state());
    }

    @Test
    void withoutConfigurationTheServiceIsReadyAndNotDegraded() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'aws' }.data.connectivity", equalTo("off"))
                .body("checks.find { it.name == 'aws' }.data.degraded", equalTo(false));
    }
}
