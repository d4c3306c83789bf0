package cloud.lariba.user.profiles;

import cloud.lariba.user.accounts.NewAccount;
import org.jspecify.annotations.Nullable;

/**
 * A user to be made.
 *
 * @param name 1–100 characters
 * @param email the sign-in address
 * @param password 12–128 characters; may be left out by platform administrators
 */
public record NewUser(
        @Nullable String name,
        @Nullable String email,
        @Nullable String password) {

    NewAccount account() {
        return new NewAccount(name, email, password);
    }

    @Override
    public String toString() {
        return "NewUser[email=" + email + "]";
    }
}
