package cloud.lariba.cloud.providers;

import java.util.Locale;
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

    /** Kinds of resources: what the capabilities make, and what they make beside it. */
    public enum Kind {
        /** An instance. */
        COMPUTE,
        /** A bucket. */
        STORAGE,
        /** A database. */
        DATABASE,
        /** A disk that is attached to nothing. */
        DISK,
        /** A snapshot of a database. */
        SNAPSHOT,
        /** A firewall. */
        SECURITY_GROUP,
        /** A key pair of an instance. */
        KEY_PAIR,
        /** The user that a bucket's access key belongs to. */
        ACCESS_USER;

        /** The name on the wire, such as {@code key_pair}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
