package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives access keys from the master key that this service shares with the S3 server, so that neither has to store a secret. */
final class KeyDerivation {

    private static final int MASTER_BYTES = 32;
    private static final String ID_PREFIX = "LRB";
    private static final int ID_RANDOM_CHARACTERS = 17;
    private static final int BITS_PER_CHARACTER = 5;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] master;

    /**
     * Derivation from this master key.
     *
     * @param base64 32 bytes in base64
     */
    KeyDerivation(String base64) {
        this.master = Base64.getDecoder().decode(base64);
        if (master.length != MASTER_BYTES) {
            throw new IllegalArgumentException("lariba.providers.local.s3.key-master must be 32 bytes in base64");
        }
    }

    /** The id of the bucket's key of this name: always the same, and not to be guessed from either. */
    String accessKeyId(String bucket, String name) {
        byte[] random = hmac("lariba-s3-key-id:" + bucket + "/" + name);
        StringBuilder id = new StringBuilder(ID_PREFIX);
        for (int i = 0; i < ID_RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(fiveBits(random, i * BITS_PER_CHARACTER)));
        }
        return id.toString();
    }

    /** The secret that belongs to the id. */
    Secret secret(String accessKeyId) {
        byte[] secret = hmac("lariba-s3-key:" + accessKeyId);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    private static int fiveBits(byte[] bytes, int firstBit) {
        int pair = (bytes[firstBit / 8] & 0xff) << 8 | bytes[firstBit / 8 + 1] & 0xff;
        return pair >> 16 - BITS_PER_CHARACTER - firstBit % 8 & 0x1f;
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
