package cloud.lariba.auth.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) with one lane, in the PHC string format, which names the algorithm and its parameters. */
final class Argon2id {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern ENCODED = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=1\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Argon2id() {}

    /**
     * The work that one hash takes.
     *
     * @param memoryKib memory in KiB
     * @param iterations passes over the memory
     */
    record Cost(int memoryKib, int iterations) {}

    /** A new hash of a password under a random salt. */
    static String hash(String password, Cost cost) {
        byte[] salt = random(SALT_BYTES);
        return encode(cost, salt, compute(password, cost, salt));
    }

    /** A hash that no password has, and that takes as long to check as any other of this cost. */
    static String unmatchable(Cost cost) {
        return encode(cost, random(SALT_BYTES), random(HASH_BYTES));
    }

    /**
     * Whether the hash is that of the password; in a time that does not depend on how much of it is.
     *
     * @throws IllegalArgumentException when the text is not such a hash
     */
    static boolean matches(String password, String encoded) {
        Matcher parts = parse(encoded);
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(expected, compute(password, cost(parts), salt));
    }

    /** What the hash cost. */
    static Cost costOf(String encoded) {
        return cost(parse(encoded));
    }

    private static Matcher parse(String encoded) {
        Matcher parts = ENCODED.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash of this version");
        }
        return parts;
    }

    private static Cost cost(Matcher parts) {
        return new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    private static String encode(Cost cost, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=1$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static byte[] compute(String password, Cost cost, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
