package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {

    private final KeyDerivation derivation = new KeyDerivation(S3Process.KEY_MASTER);

    @Property
    void anIdHasTheFormThatTheServerTakes(@ForAll String bucket, @ForAll String name) {
        assertTrue(derivation.accessKeyId(bucket, name).matches("LRB[A-Z2-7]{17}"));
    }

    @Test
    void theSecretIsTheOneThatTheServerDerives() {
        // HMAC-SHA256 of "lariba-s3-key:LRBAAAAAAAAAAAAAAAAA" under the test's master key, worked out by another
        // program.
        assertEquals(
                "9PPrQQ-iSRehe_KnY9Cbdz0Cp2RBaP2KC3HgcWy_jfY",
                derivation.secret("LRBAAAAAAAAAAAAAAAAA").value());
    }

    @Test
    void anotherMasterKeyGivesOtherIdsAndSecrets() {
        KeyDerivation other = new KeyDerivation("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

        assertNotEquals(derivation.accessKeyId("lrb-1", "v1"), other.accessKeyId("lrb-1", "v1"));
        assertNotEquals(derivation.secret("LRBAAAAAAAAAAAAAAAAA"), other.secret("LRBAAAAAAAAAAAAAAAAA"));
    }

    @Test
    void aMasterKeyOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyDerivation("AAEC"));
    }
}
