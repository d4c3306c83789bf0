package cloud.lariba.cloud.providers;

import java.time.Instant;
import java.util.Map;

/**
 * A URL that carries its permission; whoever has it may use it until it expires.
 *
 * @param url the URL
 * @param headers headers that the request must have for the signature to hold
 * @param expiresAt when it stops working
 */
public record PresignedUrl(String url, Map<String, String> headers, Instant expiresAt) {

    @Override
    public String toString() {
        return "PresignedUrl[expiresAt=" + expiresAt + "]";
    }
}
