package cloud.lariba.analytics.projects;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import cloud.lariba.analytics.testing.ProjectServiceStub;
import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** When it cannot be known what the caller may do, nothing is done. */
@QuarkusTest
class ProjectServiceAwayTest {

    private final Tenant tenant = Tenant.owner();

    @Test
    void aFailingProjectServiceIsSaidToBeUnavailable() {
        ProjectServiceStub.breakFor(tenant.projectId());

        tenant.post(tenant.point("m", 1, Instant.now()))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("upstream_unavailable"));

        Assertions.assertEquals(List.of(), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void aSilentProjectServiceIsWaitedForInBounds() {
        ProjectServiceStub.silenceFor(tenant.projectId());

        tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .get("/analytics/usage")
                .then()
                .statusCode(504)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("upstream_timeout"));
    }

    @Test
    void whatWasKnownSecondsAgoStillCounts() {
        tenant.post(tenant.point("m", 1, Instant.now())).statusCode(202);
        ProjectServiceStub.breakFor(tenant.projectId());

        tenant.post(tenant.point("m", 2, Instant.now())).statusCode(202);
    }
}
