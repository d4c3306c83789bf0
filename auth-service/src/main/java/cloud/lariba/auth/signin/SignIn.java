package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Account;
import cloud.lariba.auth.accounts.Accounts;
import cloud.lariba.auth.accounts.NewAccount;
import cloud.lariba.auth.sessions.Origin;
import cloud.lariba.auth.sessions.RefreshToken;
import cloud.lariba.auth.sessions.Refreshing.Ended;
import cloud.lariba.auth.sessions.Refreshing.Refreshed;
import cloud.lariba.auth.sessions.Refreshing.Reused;
import cloud.lariba.auth.sessions.Sessions;
import cloud.lariba.auth.sessions.SignedIn;
import cloud.lariba.auth.tokens.SignedTokens;
import cloud.lariba.auth.tokens.TokensConfig;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;

/** The short transactions by which people get tokens. Passwords have been checked and hashed before. */
@ApplicationScoped
class SignIn {

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignedTokens tokens;
    private final TokensConfig config;

    SignIn(Accounts accounts, Sessions sessions, SignedTokens tokens, TokensConfig config) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.config = config;
    }

    /**
     * Makes an account and its first session.
     *
     * @throws ProblemException {@code email_taken}
     */
    @Transactional
    Registered register(NewAccount request, String passwordHash, Origin origin) throws SQLException {
        Account account = accounts.create(request, passwordHash);
        SignedIn signedIn = sessions.begin(account.id(), account.admin(), passwordHash, origin)
                .orElseThrow(() -> new IllegalStateException("the account is not there after it was made"));
        return Registered.of(account, pair(signedIn));
    }

    /**
     * Begins a session of a user whose password matched this hash.
     *
     * @throws ProblemException {@code invalid_credentials} when that is not the account's password any more
     */
    TokenPair login(UUID account, boolean admin, String passwordHash, Origin origin) throws SQLException {
        return pair(sessions.begin(account, admin, passwordHash, origin).orElseThrow(PasswordCheck::wrong));
    }

    /**
     * Gives a new pair for a refresh token.
     *
     * @throws ProblemException {@code invalid_refresh_token}, or {@code refresh_token_reused}, after which the session must be revoked
     */
    TokenPair refresh(RefreshToken token, Origin origin) throws SQLException {
        return switch (sessions.refresh(token, origin)) {
            case Refreshed(SignedIn signedIn) -> pair(signedIn);
            case Ended() -> throw invalidRefreshToken();
            case Reused() ->
                throw ProblemException.of(
                        ProblemCode.REFRESH_TOKEN_REUSED,
                        "This refresh token was used before, so its session has been ended; sign in again.");
        };
    }

    /** The answer to a refresh token that is unknown, expired or of a session that was revoked. */
    static ProblemException invalidRefreshToken() {
        return ProblemException.of(ProblemCode.INVALID_REFRESH_TOKEN, "The refresh token is not valid; sign in again.");
    }

    /**
     * Puts a new password in the place of the one with the expected hash, and ends all other sessions.
     *
     * @throws ProblemException {@code invalid_credentials} when the password has been changed meanwhile
     */
    @Transactional
    void changePassword(UUID account, UUID keptSession, String expectedHash, String newHash) throws SQLException {
        if (!accounts.replaceHash(account, expectedHash, newHash)) {
            throw PasswordCheck.wrong();
        }
        sessions.revokeOthers(account, keptSession);
    }

    private TokenPair pair(SignedIn user) {
        return new TokenPair(
                tokens.ofUser(user.userId(), user.sessionId(), user.admin()),
                user.refreshToken().text(),
                "Bearer",
                config.accessTokenLife().toSeconds(),
                user.refreshFor().toSeconds());
    }
}
