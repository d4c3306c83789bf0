package cloud.lariba.secrets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts with AES-256-GCM under a key derived from the configured one (HKDF-Expand of RFC 5869 with one block), one derived key for each
 * purpose. A box is bound to its context: it opens only with the same purpose and the same additional data.
 */
@Singleton
public class SecretBox {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] root;

    @Inject
    SecretBox(SecretsConfig config) {
        this(Base64.getDecoder().decode(config.secretKey()));
    }

    /**
     * A box under this root key.
     *
     * @throws IllegalArgumentException unless the key has 32 bytes
     */
    public SecretBox(byte[] root) {
        if (root.length != KEY_BYTES) {
            throw new IllegalArgumentException("lariba.secret-key must be 32 bytes in base64");
        }
        this.root = root.clone();
    }

    /**
     * Encrypts.
     *
     * @param purpose what kind of secret this is, such as {@code signing-key}
     * @param context what it belongs to, such as a row's id; needed again to open it
     */
    public byte[] seal(String purpose, String context, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, purpose, context, nonce, secret);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Decrypts what {@link #seal} made for the same purpose and context.
     *
     * @throws IllegalStateException when the key, the purpose, the context or the bytes are not the same
     */
    public byte[] open(String purpose, String context, byte[] box) {
        if (box.length < 1 + NONCE_BYTES || box[0] != VERSION) {
            throw new IllegalStateException("not a sealed secret");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] sealed = new byte[box.length - 1 - NONCE_BYTES];
        ByteBuffer.wrap(box).position(1).get(nonce).get(sealed);
        return crypt(Cipher.DECRYPT_MODE, purpose, context, nonce, sealed);
    }

    /**
     * A keyed digest (HMAC-SHA-256) of a value: equal for equal values, and of no use to guess the value without the key.
     *
     * @param purpose what the digest is for; digests of different purposes cannot be compared
     */
    public byte[] digest(String purpose, byte[] value) {
        try {
            return hmac(derive("digest:" + purpose), value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] crypt(int mode, String purpose, String context, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(derive(purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "secret cannot be " + (mode == Cipher.ENCRYPT_MODE ? "sealed" : "opened"), e);
        }
    }

    private byte[] derive(String purpose) throws GeneralSecurityException {
        return hmac(root, ("lariba:" + purpose + "\u0001").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] value) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(value);
    }
}
