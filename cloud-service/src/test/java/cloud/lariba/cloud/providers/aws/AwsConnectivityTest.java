package cloud.lariba.cloud.providers.aws;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AwsConnectivityTest.WithAws.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(AwsStandIn.class)
class AwsConnectivityTest {

    /** A start of its own, as the other tests have no AWS. */
    public static class WithAws implements QuarkusTestProfile {}

    @Inject
    AwsConnectivity connectivity;

    @AfterEach
    void answerAgain() {
        AwsStandIn.refusing = false;
    }

    @Test
    void anAwsThatAnswersIsReachable() {
        connectivity.probe();

        readiness().statusCode(200).body(aws("connectivity"), equalTo("reachable"));
    }

    @Test
    void anAwsThatRefusesLeavesTheServiceDegradedAndReady() {
        AwsStandIn.refusing = true;

        connectivity.probe();

        readiness()
                .statusCode(200)
                .body(aws("connectivity"), equalTo("unreachable"))
                .body(aws("degraded"), equalTo(true));
    }

    private static String aws(String datum) {
        return "checks.find { it.name == 'aws' }.data." + datum;
    }

    private static ValidatableResponse readiness() {
        return given().get("/q/health/ready").then();
    }
}
