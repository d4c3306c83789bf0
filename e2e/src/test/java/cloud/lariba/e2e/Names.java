package cloud.lariba.e2e;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names and ids that no other test, and no earlier run against the same stack, has used. */
final class Names {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String RUN = Long.toString(RANDOM.nextLong(1L << 40), 36);
    private static final AtomicLong NEXT = new AtomicLong();

    private Names() {}

    /** A name that is valid for projects and services. */
    static String unique(String prefix) {
        return prefix + "-" + RUN + "-" + NEXT.incrementAndGet();
    }

    static String email() {
        return unique("person") + "@example.org";
    }

    /** A well-formed UUIDv7 that names nothing. */
    static String missingId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        ByteBuffer.wrap(bits).putLong((System.currentTimeMillis() << 16) | 0x7000 | (bits[7] & 0xfff));
        bits[8] = (byte) (bits[8] & 0x3f | 0x80);
        ByteBuffer both = ByteBuffer.wrap(bits);
        return new UUID(both.getLong(), both.getLong()).toString();
    }
}
