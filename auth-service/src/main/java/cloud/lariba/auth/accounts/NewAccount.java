package cloud.lariba.auth.accounts;

import cloud.lariba.auth.passwords.PasswordRules;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account to be made, every field of which obeys its rule.
 *
 * @param name 1–100 characters, without surrounding space
 * @param password 12–128 characters, or null for an account without one; never logged
 */
public record NewAccount(
        String name, EmailAddress email, @Nullable String password) {

    private static final int MAX_NAME = 100;

    /**
     * Checks the fields of a request.
     *
     * @param passwordRequired whether an account without a password is refused
     * @throws ProblemException {@code invalid_input} with everything that is wrong
     */
    public static NewAccount check(
            @Nullable String name, @Nullable String email, @Nullable String password, boolean passwordRequired) {
        InputErrors errors = new InputErrors().line(name, "/name", MAX_NAME);
        Optional<EmailAddress> address = EmailAddress.parse(email, "/email", errors);
        if (password != null || passwordRequired) {
            PasswordRules.check(
                    password, "/password", address.map(EmailAddress::value).orElse(null), errors);
        }
        errors.orThrow();
        return new NewAccount(Objects.requireNonNull(name).strip(), address.orElseThrow(), password);
    }

    @Override
    public String toString() {
        return "NewAccount[email=" + email + "]";
    }
}
