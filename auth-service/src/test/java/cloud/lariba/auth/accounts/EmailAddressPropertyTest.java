package cloud.lariba.auth.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.rest.InputErrors;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EmailAddressPropertyTest {

    private static Optional<String> parse(String text) {
        return EmailAddress.parse(text, "/email", new InputErrors()).map(EmailAddress::value);
    }

    @Property
    void an_accepted_address_is_accepted_unchanged_again(@ForAll String text) {
        for (String candidate : new String[] {text, text + "@example.org", "a@" + text + ".org"}) {
            parse(candidate).ifPresent(kept -> assertEquals(Optional.of(kept), parse(kept)));
        }
    }
}
