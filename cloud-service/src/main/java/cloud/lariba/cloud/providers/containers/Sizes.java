package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.InstanceSize;
import cloud.lariba.cloud.providers.InstanceSizes;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.util.Map;

/** Sizes of instances as limits of containers. Sizes with the same processors and memory are the same to an engine. */
final class Sizes {

    private static final String NO_SIZE = "unknown";

    private final InstanceSizes sizes;

    Sizes(InstanceSizes sizes) {
        this.sizes = sizes;
    }

    /** @throws Permanent {@code invalid_spec} for a size that is not sold */
    Limits limits(String instanceType) {
        InstanceSize size = sizes.all().get(instanceType);
        if (size == null) {
            throw new Permanent(Permanent.Reason.INVALID_SPEC, "There is no size " + instanceType + ".", null);
        }
        return Limits.of(size);
    }

    /** The size that a container has: the one it was made in while its limits are that size's, else the first with its limits. */
    String nameOf(Container container) {
        Map<String, InstanceSize> all = sizes.all();
        String made = container.labels().getOrDefault(Labels.INSTANCE_TYPE, "");
        InstanceSize asMade = all.get(made);
        if (asMade != null && Limits.of(asMade).equals(container.limits())) {
            return made;
        }
        return all.entrySet().stream()
                .filter(size -> Limits.of(size.getValue()).equals(container.limits()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(NO_SIZE);
    }
}
