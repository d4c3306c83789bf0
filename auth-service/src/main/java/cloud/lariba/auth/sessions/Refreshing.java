package cloud.lariba.auth.sessions;

/** The outcome of presenting a refresh token. */
public sealed interface Refreshing {

    /** The token was good, is spent now, and has a successor. */
    record Refreshed(SignedIn signedIn) implements Refreshing {}

    /** The token had been spent before: one of those who hold the session has stolen it, so it must be revoked. */
    record Reused() implements Refreshing {}

    /** The session has expired or been revoked. */
    record Ended() implements Refreshing {}
}
