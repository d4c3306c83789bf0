package cloud.lariba.cloud.services;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a service apart from its plan and spec; the provider has no part in it.
 *
 * @param name unique within the project
 * @param labels the client's own
 * @param deletionProtection whether a deletion is refused
 * @param expiresAt when the service is deleted by itself, or null for never
 */
record Wishes(
        String name,
        Map<String, String> labels,
        boolean deletionProtection,
        @Nullable Instant expiresAt) {}
