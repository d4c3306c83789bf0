package cloud.lariba.auth.sessions;

import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.secrets.SecretBox;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RefreshTokensPropertyTest {

    private final RefreshTokens tokens = new RefreshTokens(new SecretBox(new byte[32]));

    @Property
    void no_other_text_is_recognised(@ForAll String text) {
        assertFalse(tokens.recognise(text).isPresent());
    }
}
