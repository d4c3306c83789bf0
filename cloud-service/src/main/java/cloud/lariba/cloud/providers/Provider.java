package cloud.lariba.cloud.providers;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cloud that services can live in. */
public interface Provider {

    /** The name on the wire, such as {@code local}. */
    String name();

    /** The regions it offers, the default one first; regions of different providers differ. */
    List<String> regions();

    /** What it can do as it is configured; empty when it is switched off. */
    Set<Capability> capabilities();

    /**
     * Its instances.
     *
     * @throws ProviderException.NotSupported when it has none
     */
    ComputeProvider compute();

    /**
     * Its buckets.
     *
     * @throws ProviderException.NotSupported when it has none
     */
    StorageProvider storage();

    /**
     * Its databases.
     *
     * @throws ProviderException.NotSupported when it has none
     */
    DatabaseProvider database();

    /** What it measures of all these; empty when it measures nothing. */
    default Optional<MetricsProvider> metrics() {
        return Optional.empty();
    }

    /**
     * What there is.
     *
     * @throws ProviderException.NotSupported when it is switched off
     */
    InventoryProvider inventory();

    /** How many calls of the cloud it takes at most to tell in what a resource that was made with this capability is not as its spec says. */
    default int callsOfALook(Capability capability) {
        return 1;
    }

    /**
     * Refuses settings that it cannot fulfil; called before anything is promised to a client.
     *
     * @throws ProviderException.NotSupported for the first capability that is missing
     */
    default void check(Settings settings) {
        settings.needs().stream()
                .sorted()
                .filter(capability -> !capabilities().contains(capability))
                .findFirst()
                .ifPresent(missing -> {
                    throw new ProviderException.NotSupported(name(), missing);
                });
    }
}
