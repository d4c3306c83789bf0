package cloud.lariba.analytics.ingestion;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IngestionTest {

    @Test
    void aPointThatWasAcceptedCanBeQueried() {
        Tenant tenant = Tenant.owner();
        Instant now = Instant.now();
        tenant.post(tenant.point("cpu.percent", 12.5, now.minusSeconds(30)))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected", hasSize(0));
        tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParam("metric", "cpu.percent")
                .get("/analytics")
                .then()
                .log()
                .all()
                .statusCode(200)
                .body("series[0].points[0][1]", equalTo(12.5f));
        for (String agg : new String[] {"avg", "min", "max", "sum", "count", "last", "p50", "p95", "p99", "rate"}) {
            tenant.request()
                    .queryParam("project_id", tenant.projectId().toString())
                    .queryParam("metric", "cpu.percent")
                    .queryParam("agg", agg)
                    .get("/analytics")
                    .then()
                    .log()
                    .body()
                    .statusCode(200);
        }
        tenant.request().get("/analytics").then().log().body().statusCode(200);
        tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .get("/analytics/metrics")
                .then()
                .log()
                .body()
                .statusCode(200);
    }
}
