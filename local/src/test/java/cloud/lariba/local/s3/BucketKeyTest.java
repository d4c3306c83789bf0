package cloud.lariba.local.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketKeyTest {

    @Test
    void theSecretFollowsFromTheMasterKeyAndTheId() {
        // Expected value: printf 'lariba-s3-key:LRB…' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        // -binary
        // | basenc --base64url, without the padding
        byte[] master = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        String secret = new BucketKey("LRBAAAAABBBBBCCCCC22").secret(master);

        assertEquals("b1w5tT2eE-eKgJWTeLStW6RizrHZYJt3W5M2k_6Dw0U", secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LRBAAAAABBBBBCCCCC2",
                "LRBAAAAABBBBBCCCCC222",
                "ABCAAAAABBBBBCCCCC22",
                "LRBaaaaabbbbbccccc22"
            })
    void anythingElseIsNotABucketKey(String id) {
        assertThrows(IllegalArgumentException.class, () -> new BucketKey(id));
    }

    @Test
    void anIdCannotPointOutsideTheKeyDirectory() {
        assertThrows(IllegalArgumentException.class, () -> new BucketKey("LRB/../../../objects"));
    }
}
