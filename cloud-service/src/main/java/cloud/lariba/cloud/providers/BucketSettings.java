package cloud.lariba.cloud.providers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a bucket behaves: the spec of a storage service with its defaults applied.
 *
 * @param versioning whether earlier versions of objects are kept
 * @param encryption {@code provider_default}, or a method that the client chooses
 * @param lifecycle rules that expire objects
 * @param cors rules for browsers
 * @param publicAccess whether anybody may read the objects
 */
@RegisterForReflection
public record BucketSettings(
        boolean versioning, String encryption, List<LifecycleRule> lifecycle, List<CorsRule> cors, boolean publicAccess)
        implements Settings {

    /** Encryption as the provider does it unasked. */
    public static final String PROVIDER_DEFAULT = "provider_default";

    /**
     * Objects under a prefix go away after some days.
     *
     * @param prefix the start of the objects' keys; empty for all
     * @param expireAfterDays days since the object was written, from 1
     */
    @RegisterForReflection
    public record LifecycleRule(String prefix, int expireAfterDays) {}

    /**
     * Browsers may call from other origins.
     *
     * @param allowedOrigins such as {@code https://example.com}, or {@code *}
     * @param allowedMethods of GET, HEAD, PUT, POST, DELETE
     * @param allowedHeaders request headers, or {@code *}
     * @param maxAgeSeconds how long the browser may remember
     */
    @RegisterForReflection
    public record CorsRule(
            List<String> allowedOrigins, List<String> allowedMethods, List<String> allowedHeaders, int maxAgeSeconds) {}

    @Override
    public Set<Capability> needs() {
        Set<Capability> needed = EnumSet.of(Capability.STORAGE);
        if (versioning) {
            needed.add(Capability.STORAGE_VERSIONING);
        }
        if (!encryption.equals(PROVIDER_DEFAULT)) {
            needed.add(Capability.STORAGE_ENCRYPTION);
        }
        if (!lifecycle.isEmpty()) {
            needed.add(Capability.STORAGE_LIFECYCLE);
        }
        if (!cors.isEmpty()) {
            needed.add(Capability.STORAGE_CORS);
        }
        if (publicAccess) {
            needed.add(Capability.STORAGE_PUBLIC_ACCESS);
        }
        return needed;
    }
}
