package cloud.lariba.cloud.providers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider has of this installation, whether a service accounts for it or not.
 *
 * @param kind what it is
 * @param resourceId its name or id at the provider
 * @param region one of the provider's regions
 * @param serviceId the service that it was made for
 * @param projectId the project of that service, or null when the provider does not know
 * @param size its size where that decides the price, such as {@code t3.small}, or null
 * @param storageGb size of its disk in GB; 0 where it is not known or does not decide the price
 */
public record FoundResource(
        Kind kind,
        String resourceId,
        String region,
        UUID serviceId,
        @Nullable UUID projectId,
        @Nullable String size,
        int storageGb) {

    /** Kinds of resources, by the capability that made them. */
    public enum Kind {
        /** An instance. */
        COMPUTE,
        /** A bucket. */
        STORAGE,
        /** A database. */
        DATABASE
    }
}
