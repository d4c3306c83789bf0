package cloud.lariba.local.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An access key that opens one bucket. Its secret is derived from its id, so that whoever holds the master key can work
 * it out and neither side has to store it.
 *
 * @param accessKeyId 20 characters, {@code LRB} and 17 of {@code [A-Z2-7]}
 */
record BucketKey(String accessKeyId) {

    private static final Pattern FORM = Pattern.compile("LRB[A-Z2-7]{17}");

    BucketKey {
        if (!isBucketKey(accessKeyId)) {
            throw new IllegalArgumentException("not the id of a bucket key");
        }
    }

    static boolean isBucketKey(String accessKeyId) {
        return FORM.matcher(accessKeyId).matches();
    }

    /** Returns {@code base64url(HMAC-SHA256(master, "lariba-s3-key:" + accessKeyId))} without padding. */
    String secret(byte[] master) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            byte[] derived = mac.doFinal(("lariba-s3-key:" + accessKeyId).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
