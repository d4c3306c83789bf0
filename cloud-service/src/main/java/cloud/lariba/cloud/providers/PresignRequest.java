package cloud.lariba.cloud.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a presigned URL is for.
 *
 * @param method reading or writing
 * @param key the object's key, 1–1024 bytes in UTF-8
 * @param expiresIn how long the URL works, 1 s – 1 h
 * @param contentType the content type that the upload must have, or null for any
 */
public record PresignRequest(
        Method method,
        String key,
        Duration expiresIn,
        @Nullable String contentType) {

    /** What the bearer may do. */
    public enum Method {
        /** Read the object. */
        GET,
        /** Write the object. */
        PUT
    }
}
