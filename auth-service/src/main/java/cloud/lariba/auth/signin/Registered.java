package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Account;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a registration: the new user, signed in. The fields beside {@code user} are those of {@link TokenPair}. */
@Schema(name = "Registered")
record Registered(
        Account user,
        String accessToken,
        String refreshToken,
        String tokenType,
        long expiresIn,
        long refreshExpiresIn) {

    static Registered of(Account user, TokenPair tokens) {
        return new Registered(
                user,
                tokens.accessToken(),
                tokens.refreshToken(),
                tokens.tokenType(),
                tokens.expiresIn(),
                tokens.refreshExpiresIn());
    }

    @Override
    public String toString() {
        return "Registered[user=" + user.id() + "]";
    }
}
