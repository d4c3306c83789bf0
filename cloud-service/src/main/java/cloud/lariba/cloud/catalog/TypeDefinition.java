package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One service type as the catalog describes it.
 *
 * @param sizeField the field of the spec that takes a size, or null when the type has none
 * @param sizes by name
 * @param specSchema JSON Schema of the spec
 */
@RegisterForReflection
record TypeDefinition(
        String title,
        String description,
        List<String> actions,
        @Nullable String sizeField,
        Map<String, Size> sizes,
        List<Plan> plans,
        ObjectNode specSchema) {

    TypeDefinition {
        sizes = Objects.requireNonNullElseGet(sizes, Map::of);
    }

    /**
     * A size of machine.
     *
     * @param vcpus virtual processors
     * @param memoryGb memory in GB
     */
    @RegisterForReflection
    record Size(int vcpus, int memoryGb) {}

    /**
     * A plan.
     *
     * @param size the size that it stands for unless the client chooses another; null when the type has no sizes
     * @param providers what it is at providers, by their names
     */
    @RegisterForReflection
    record Plan(String name, String description, @Nullable String size, Map<String, AtProvider> providers) {

        /** What such a service is, by provider. */
        Map<String, String> runsAs() {
            Map<String, String> runsAs = new LinkedHashMap<>();
            providers.forEach((provider, there) -> runsAs.put(provider, there.runsAs()));
            return runsAs;
        }

        /** The size that it stands for at a provider. */
        @Nullable
        String sizeAt(String provider) {
            AtProvider there = providers.get(provider);
            return there == null || there.size() == null ? size : there.size();
        }
    }

    /**
     * What a plan is at a provider.
     *
     * @param size its size there, or null for the plan's own
     * @param runsAs what such a service is there, for people
     */
    @RegisterForReflection
    record AtProvider(@Nullable String size, String runsAs) {}

    Optional<Plan> plan(String name) {
        return plans.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    /** The fields of the spec that a plan with this size decides unless the client does. */
    ObjectNode defaults(@Nullable String size) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        return sizeField == null ? defaults : defaults.put(sizeField, size);
    }
}
