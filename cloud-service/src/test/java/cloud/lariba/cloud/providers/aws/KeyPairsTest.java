package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPairsTest {

    @ParameterizedTest
    @CsvSource({"1024, true", "2048, true", "3072, false", "4096, true", "8192, false"})
    void ofRsaKeysEc2TakesThoseOfThreeLengths(int bits, boolean taken) {
        String key = rsa(bits);

        assertEquals(taken ? Optional.of(key) : Optional.empty(), KeyPairs.chosen(List.of(key)));
    }

    @Test
    void aKeyThatEc2TakesIsPreferredWhereverItStands() {
        String ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBcGe2zFhDSJ1NIBdYbFBfY5eBY3ynUnPpzd3kNhD8dU me";

        assertEquals(Optional.of(ed25519), KeyPairs.chosen(List.of("ecdsa-sha2-nistp256 AAAA", rsa(3072), ed25519)));
    }

    @ParameterizedTest
    @CsvSource({"AAAA", "f////w==", "AAAAB3NzaC1yc2EAAAADAQAB", "A"})
    void whatIsNoKeyIsNotChosen(String blob) {
        assertEquals(Optional.empty(), KeyPairs.chosen(List.of("ssh-rsa " + blob)));
    }

    private static String rsa(int bits) {
        byte[] type = "ssh-rsa".getBytes(StandardCharsets.US_ASCII);
        byte[] exponent = {1, 0, 1};
        byte[] modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).toByteArray();
        ByteBuffer blob = ByteBuffer.allocate(12 + type.length + exponent.length + modulus.length);
        for (byte[] field : new byte[][] {type, exponent, modulus}) {
            blob.putInt(field.length).put(field);
        }
        return "ssh-rsa " + Base64.getEncoder().encodeToString(blob.array());
    }
}
