package cloud.lariba.analytics.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes a series: samples with the same key belong together.
 *
 * @param projectId the project that owns the samples
 * @param metric what is measured
 * @param serviceId the service that it was measured at, or null
 * @param labels further dimensions; their order does not matter
 */
public record SeriesKey(
        UUID projectId, String metric, @Nullable UUID serviceId, Map<String, String> labels) {

    /** The same key for every process: the first 128 bits of SHA-256 over all parts but the project, each with its length. */
    UUID identity() {
        MessageDigest digest = sha256();
        add(digest, metric);
        add(digest, serviceId == null ? "" : serviceId.toString());
        new TreeMap<>(labels).forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
