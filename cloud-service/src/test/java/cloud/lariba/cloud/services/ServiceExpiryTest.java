package cloud.lariba.cloud.services;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.ServiceTest;
import cloud.lariba.cloud.Tenant;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@ServiceTest
class ServiceExpiryTest {

    @Inject
    ServiceExpiry expiry;

    @Test
    void aDeletionThatFailsIsNotBegunAgainAtOnce() {
        Tenant tenant = Tenant.owner();
        tenant.refuseDeletions();
        Tenant.Asked bucket = tenant.ask("storage", Instant.now().plusSeconds(5));
        bucket.succeeds();
        await().atMost(Duration.ofSeconds(30)).until(() -> deletions(bucket).equals(List.of("failed")));

        expiry.deleteExpired();
        expiry.deleteExpired();

        assertEquals(List.of("failed"), deletions(bucket));
    }

    private static List<String> deletions(Tenant.Asked service) {
        return service.tenant()
                .get(service.path() + "/operations")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.type == 'delete' }.state");
    }
}
