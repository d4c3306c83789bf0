package cloud.lariba.auth.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.secrets.SecretBox;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {

    private final RefreshTokens tokens = new RefreshTokens(new SecretBox(new byte[32]));
    private final UUID session = UUID.fromString("0190a5f0-0000-7000-8000-000000000000");

    @Test
    void an_issued_token_is_recognised() {
        RefreshToken issued = tokens.issue(session);

        RefreshToken recognised = tokens.recognise(issued.text()).orElseThrow();

        assertEquals(session, recognised.sessionId());
        assertArrayEquals(issued.hash(), recognised.hash());
    }

    @Test
    void no_two_tokens_are_the_same() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertTrue(texts.add(tokens.issue(session).text()));
        }
    }

    @Test
    void a_change_of_any_bit_is_noticed() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.issue(session).text());
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertEquals(
                    Optional.empty(),
                    tokens.recognise(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)));
        }
    }

    @Test
    void another_spelling_of_the_same_bytes_is_not_accepted() {
        String text = tokens.issue(session).text();

        assertFalse(tokens.recognise(text + "==").isPresent());
        assertFalse(tokens.recognise(" " + text).isPresent());
        for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String other = text.substring(0, text.length() - 1) + last;
            assertEquals(other.equals(text), tokens.recognise(other).isPresent());
        }
    }

    @Test
    void the_token_of_another_installation_is_unknown() {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertFalse(new RefreshTokens(new SecretBox(otherKey))
                .recognise(tokens.issue(session).text())
                .isPresent());
    }

    @Test
    void a_token_does_not_show_in_logs() {
        RefreshToken token = tokens.issue(session);

        assertFalse(token.toString().contains(token.text()));
    }
}
