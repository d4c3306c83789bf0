package cloud.lariba.auth.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.rest.InputErrors;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static Optional<String> parse(String text) {
        return EmailAddress.parse(text, "/email", new InputErrors()).map(EmailAddress::value);
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "' Ada.Lovelace@Example.ORG ', ada.lovelace@example.org",
        "a+b_c%d@sub.example-1.co.uk, a+b_c%d@sub.example-1.co.uk",
        "o'hara@example.org, o'hara@example.org",
        "1@2.com, 1@2.com"
    })
    void an_address_is_kept_as_it_is_compared(String written, String kept) {
        assertEquals(Optional.of(kept), parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "a",
                "a@",
                "@b.c",
                "a@b",
                "a@b.",
                "a@.b.c",
                "a@b..c",
                ".a@b.c",
                "a.@b.c",
                "a..b@c.d",
                "a b@c.d",
                "a@b c.d",
                "a@b@c.d",
                "a@-b.c",
                "a@b-.c",
                "a\n@b.c",
                "a@b.c\nd",
                "\"a\"@b.c",
                "a@[127.0.0.1]",
                "ä@b.c",
                "a@ö.org",
                "a\u0000@b.c",
                "a@b.c,d@e.f",
                "<a@b.c>"
            })
    void what_is_no_address_is_refused(String text) {
        assertEquals(Optional.empty(), parse(text));
    }

    @Test
    void the_parts_have_the_lengths_of_the_standard() {
        String domain = "example.org";
        assertTrue(parse("a".repeat(64) + "@" + domain).isPresent());
        assertTrue(parse("a".repeat(65) + "@" + domain).isEmpty());
        assertTrue(parse("a@" + "b".repeat(63) + ".org").isPresent());
        assertTrue(parse("a@" + "b".repeat(64) + ".org").isEmpty());
        assertTrue(parse("a@" + "b.".repeat(124) + "org").isPresent());
        assertTrue(parse("a@" + "b.".repeat(125) + "org").isEmpty());
    }

    @Test
    void a_hostile_text_is_judged_quickly() {
        String text = "a".repeat(100_000) + "@" + "b-".repeat(100_000);

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> parse(text));
    }
}
