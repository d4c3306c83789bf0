package cloud.lariba.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.jspecify.annotations.Nullable;

/**
 * Which keys the server takes. The store makes paths of them, so a key must mean exactly one file inside its bucket:
 * {@code ../theirs/a} would mean another bucket's, {@code a/./b} and {@code a//b} would be other names of {@code a/b}.
 */
final class ObjectKeys {

    private static final Set<String> DIRECTIONS = Set.of(".", "..");

    /** A file name has 255 bytes at most; while it writes the file, the store appends 37. */
    static final int LONGEST_SEGMENT = 218;

    /** The store keeps the parts of an upload in files whose names have 49 bytes more than the key. */
    static final int LONGEST_SEGMENT_IN_PARTS = 169;

    private ObjectKeys() {}

    /** Refuses a key that does not mean exactly one file; there is no object with such a key. */
    static void require(@Nullable String key) {
        require(key, LONGEST_SEGMENT);
    }

    /** Refuses a key under which nothing can be uploaded in parts. */
    static void requireForParts(@Nullable String key) {
        require(key, LONGEST_SEGMENT_IN_PARTS);
    }

    private static void require(@Nullable String key, int longestSegment) {
        if (key == null) {
            return;
        }
        requirePrefix(key);
        String[] segments = key.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].isEmpty() && !last) {
                throw refused("has an empty segment");
            }
            if (segments[i].getBytes(StandardCharsets.UTF_8).length > longestSegment) {
                throw refused("has a segment of more than " + longestSegment + " bytes");
            }
        }
    }

    /**
     * Refuses a prefix that the store would follow out of the bucket. That {@code .} is also the beginning of
     * {@code .hidden} is the price.
     */
    static void requirePrefix(@Nullable String prefix) {
        if (prefix == null) {
            return;
        }
        if (prefix.startsWith("/")) {
            throw refused("begins with a slash");
        }
        if (prefix.indexOf('\0') >= 0) {
            throw refused("has a NUL character");
        }
        if (Arrays.stream(prefix.split("/", -1)).anyMatch(DIRECTIONS::contains)) {
            throw refused("has a segment that is \".\" or \"..\"");
        }
    }

    /** Refuses the id of an upload that the store cannot have given out. */
    static void requireUpload(String id) {
        try {
            if (UUID.fromString(id).toString().equals(id)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw new S3ProxyException(S3ErrorCode.NO_SUCH_UPLOAD);
    }

    private static S3ProxyException refused(String reason) {
        return new S3ProxyException(S3ErrorCode.INVALID_ARGUMENT, "This server takes no key that " + reason + ".");
    }
}
