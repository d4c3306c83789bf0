package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.rest.InputErrors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /services/{id}/presigned-urls}. */
@Schema(
        name = "PresignedUrlRequest",
        requiredProperties = {"method", "key"})
public record PresignCommand(
        @Schema(enumeration = {"GET", "PUT"}) @Nullable String method,

        @Schema(description = "The object's key, up to 1024 bytes in UTF-8") @Nullable
        String key,

        @Schema(minimum = "1", maximum = "3600", defaultValue = "900", description = "Seconds") @Nullable
        Integer expiresIn,

        @Schema(description = "Content type that an upload must have") @Nullable
        String contentType) {

    private static final int MAX_KEY_BYTES = 1024;
    private static final int MAX_SECONDS = 3600;
    private static final int DEFAULT_SECONDS = 900;
    private static final int MAX_CONTENT_TYPE = 255;

    PresignRequest check() {
        InputErrors errors = new InputErrors().required(method, "/method").required(key, "/key");
        errors.check(
                method == null || method.equals("GET") || method.equals("PUT"),
                "/method",
                "not_allowed",
                "The method is GET or PUT.");
        errors.check(key == null || isKey(key), "/key", "invalid_format", "A key is 1 to 1024 bytes of clean UTF-8.");
        errors.check(
                expiresIn == null || expiresIn >= 1 && expiresIn <= MAX_SECONDS,
                "/expires_in",
                "out_of_range",
                "The URL works for 1 to 3600 seconds.");
        errors.optionalText(contentType, "/content_type", 1, MAX_CONTENT_TYPE);
        errors.check(
                contentType == null || contentType.chars().allMatch(c -> c >= ' ' && c <= '~'),
                "/content_type",
                "invalid_characters",
                "A content type is printable ASCII.");
        errors.orThrow();
        return new PresignRequest(
                PresignRequest.Method.valueOf(Objects.requireNonNull(method)),
                Objects.requireNonNull(key),
                Duration.ofSeconds(expiresIn == null ? DEFAULT_SECONDS : expiresIn),
                contentType);
    }

    private static boolean isKey(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1
                && bytes <= MAX_KEY_BYTES
                && key.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
