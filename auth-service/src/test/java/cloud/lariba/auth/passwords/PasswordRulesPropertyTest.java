package cloud.lariba.auth.passwords;

import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class PasswordRulesPropertyTest {

    @Property(tries = 300)
    void a_password_that_contains_the_local_part_is_refused_wherever_it_stands(
            @ForAll @AlphaChars @StringLength(min = 3, max = 20) String local,
            @ForAll @AlphaChars @StringLength(min = 12, max = 40) String before,
            @ForAll @AlphaChars @StringLength(max = 40) String after) {
        assertThrows(ProblemException.class, () -> {
            InputErrors errors = new InputErrors();
            PasswordRules.check(before + local + after, "/password", local + "@example.org", errors);
            errors.orThrow();
        });
    }
}
