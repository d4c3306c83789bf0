package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataTest {

    private static final String KEY = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY= me@home";

    @Test
    void withoutMoreKeysItIsTheClientsOwn() {
        assertNull(UserData.of(null, List.of()));
        assertEquals("#!/bin/sh\necho grüße", text(UserData.of("#!/bin/sh\necho grüße", List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "'#!/bin/sh', text/x-shellscript",
        "#cloud-config, text/cloud-config",
        "#include, text/x-include-url",
        "#cloud-boothook, text/cloud-boothook",
    })
    void moreKeysComeBesideTheClients(String first, String kind) {
        String text = text(UserData.of(first + "\nrest", List.of(KEY)));

        assertTrue(text.contains("ssh_authorized_keys:\n  - " + KEY + "\n"), text);
        assertTrue(text.contains("Content-Type: " + kind + "; charset=\"utf-8\"\n\n" + first + "\nrest"), text);
        assertTrue(text.endsWith("--==lariba==--\n"), text);
    }

    @Test
    void keysComeAloneToo() {
        String text = text(UserData.of(null, List.of(KEY)));

        assertTrue(text.contains(KEY), text);
        assertEquals(-1, text.indexOf("x-shellscript"));
    }

    private static String text(@Nullable String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsLongerThanEc2TakesIsRefused() {
        String longest = "#!/bin/sh\n" + "ü".repeat((16 * 1024 - 10) / 2);

        assertNotNull(UserData.of(longest, List.of()));
        assertThrows(Permanent.class, () -> UserData.of(longest + "x", List.of()));
        assertThrows(Permanent.class, () -> UserData.of(longest, List.of("ssh-rsa AAAA")));
    }
}
