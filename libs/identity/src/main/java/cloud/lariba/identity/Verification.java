package cloud.lariba.identity;

/** The outcome of checking a token. */
public sealed interface Verification {

    /** The token is genuine and its claims hold now. */
    record Accepted(VerifiedToken token) implements Verification {}

    /** The token must not be used; {@code reason} is for logs and metrics, from a small fixed set. */
    record Refused(String reason) implements Verification {}

    /** No known key has this id; after the key set was fetched again the answer may differ. */
    record UnknownKey(String keyId) implements Verification {}
}
