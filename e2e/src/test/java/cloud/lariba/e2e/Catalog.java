package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What can be provisioned, read once from the stack. */
final class Catalog {

    private static final Map<String, String> SMALLEST_PLANS = new ConcurrentHashMap<>();

    private Catalog() {}

    /** The first plan of the type: the catalog lists the smallest first. */
    static String smallestPlan(String type) {
        return SMALLEST_PLANS.computeIfAbsent(type, Catalog::read);
    }

    private static String read(String type) {
        JsonNode plans = Account.register().read("/service-types/" + type).path("plans");
        assertThat(plans).as("plans of %s", type).isNotEmpty();
        return plans.path(0).path("name").asText();
    }
}
