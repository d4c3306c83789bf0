package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The labels by which the containers of this installation are found again: the tags that resources have at other providers, and the size. */
final class Labels {

    static final String INSTALLATION = "lariba:installation-id";
    static final String PROJECT = "lariba:project-id";
    static final String SERVICE = "lariba:service-id";
    static final String INSTANCE_TYPE = "lariba:instance-type";

    private final String installationId;

    Labels(String installationId) {
        this.installationId = installationId;
    }

    /** Of the container of a service, made in this size. */
    List<String> arguments(ResourceIdentity identity, String instanceType) {
        Map<String, String> labels = new TreeMap<>(Map.of(
                INSTALLATION,
                installationId,
                PROJECT,
                identity.projectId().toString(),
                SERVICE,
                identity.serviceId().toString(),
                INSTANCE_TYPE,
                instanceType));
        List<String> arguments = new ArrayList<>();
        labels.forEach((key, value) -> arguments.addAll(List.of("--label", key + "=" + value)));
        return arguments;
    }

    /** Finds all of this installation. */
    List<String> filter() {
        return List.of("--filter", "label=" + INSTALLATION + "=" + installationId);
    }

    /** Finds those of a service. */
    List<String> filter(ResourceIdentity identity) {
        List<String> filter = new ArrayList<>(filter());
        filter.addAll(List.of("--filter", "label=" + SERVICE + "=" + identity.serviceId()));
        return filter;
    }

    /** Whether this installation made it for a service. */
    boolean isOurs(Container container) {
        return installationId.equals(container.labels().get(INSTALLATION))
                && service(container).isPresent();
    }

    /** The service that it was made for. */
    static Optional<UUID> service(Container container) {
        return id(container, SERVICE);
    }

    /** The project of that service. */
    static Optional<UUID> project(Container container) {
        return id(container, PROJECT);
    }

    private static Optional<UUID> id(Container container, String label) {
        try {
            return Optional.ofNullable(container.labels().get(label)).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
