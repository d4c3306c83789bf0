package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service type as its resource file describes it. */
@RegisterForReflection
record TypeDefinition(String title, String description, List<String> actions, List<Plan> plans, ObjectNode specSchema) {

    /**
     * A plan as the file describes it.
     *
     * @param defaults fields of the spec that the plan decides unless the client does
     * @param runsAs by provider, what such a service is there
     */
    @RegisterForReflection
    record Plan(String name, String description, ObjectNode defaults, Map<String, String> runsAs) {}

    Optional<Plan> plan(String name) {
        return plans.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }
}
