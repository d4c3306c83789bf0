package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** One address tells how everything is. */
class HealthIT {

    @Test
    void everythingIsUp() {
        JsonNode health = Call.get("/health").expect(200).json();

        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("version").asText()).isNotBlank();
        for (String service : new String[] {"auth", "user", "project", "cloud", "analytics"}) {
            assertThat(health.path("services").path(service).path("status").asText())
                    .as(service)
                    .isEqualTo("UP");
        }
    }

    @Test
    void healthTellsNothingMoreThanThat() {
        JsonNode health = Call.get("/health").expect(200).json();

        assertThat(health.fieldNames()).toIterable().containsExactlyInAnyOrder("status", "version", "services");
        assertThat(health.toString()).doesNotContain("localhost", "jdbc", "password");
    }
}
