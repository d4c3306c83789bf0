package cloud.lariba.gateway.routes;

/** What a route asks of the access token. */
public enum TokenRule {
    /** A valid token must come along. */
    REQUIRED,
    /** No token is needed, but one that comes along must be valid: what the caller may do depends on it. */
    JUDGED_IF_PRESENT,
    /** The route has no caller: a token is neither judged nor forwarded. */
    NOT_FORWARDED
}
