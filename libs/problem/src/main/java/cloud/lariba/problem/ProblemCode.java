package cloud.lariba.problem;

import java.util.Locale;

/**
 * The stable codes of every problem that the API answers with. A code's lower-case name is what stands on the wire, in
 * {@code code} and at the end of {@code type}; clients branch on it, so a name never changes its meaning.
 */
public enum ProblemCode {
    /** The request body is not JSON, or not one JSON value. */
    MALFORMED_JSON(400, "The request body is not valid JSON"),
    /** A field, parameter or header breaks its documented rule; {@code errors} names each. */
    INVALID_INPUT(400, "The request is invalid"),
    /** The request body has a field that the contract does not know. */
    UNKNOWN_FIELD(400, "The request has an unknown field"),
    /** The {@code cursor} was not made by this list. */
    INVALID_CURSOR(400, "The cursor is invalid"),
    /** The range and step would need more points than one series may have. */
    TOO_MANY_POINTS(400, "The query would return too many points"),
    /** The path, host or framing of the request can be read in more than one way. */
    AMBIGUOUS_REQUEST(400, "The request is ambiguous"),
    /** No token, or one that is not valid (any more). */
    UNAUTHENTICATED(401, "Authentication is required"),
    /** E-mail, password or one-time code is wrong; which one is not said. */
    INVALID_CREDENTIALS(401, "The credentials are invalid"),
    /** The refresh token is unknown, expired or of a revoked session. */
    INVALID_REFRESH_TOKEN(401, "The refresh token is invalid"),
    /** A spent refresh token was used again; its whole session is revoked. */
    REFRESH_TOKEN_REUSED(401, "The refresh token was used before"),
    /** The caller is known but may not do this. */
    FORBIDDEN(403, "This is not allowed"),
    /** Nothing is there, or nothing that the caller may see. */
    NOT_FOUND(404, "Not found"),
    /** The path exists, the method does not; {@code Allow} lists those that do. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    /** None of the accepted media types can be produced. */
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    /** The request took longer to arrive than the server waits. */
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    /** The e-mail address belongs to an account. */
    EMAIL_TAKEN(409, "The e-mail address is taken"),
    /** The name is in use where it must be unique. */
    NAME_TAKEN(409, "The name is taken"),
    /** The owner of a project with members cannot leave it without an owner. */
    LAST_OWNER(409, "A project needs an owner"),
    /** The project still has services. */
    PROJECT_NOT_EMPTY(409, "The project is not empty"),
    /** The quota does not leave room for the request. */
    QUOTA_EXCEEDED(409, "The quota is exceeded"),
    /** The object's state does not allow the change. */
    INVALID_STATE(409, "The state does not allow this"),
    /** Another operation on the object is running. */
    OPERATION_IN_PROGRESS(409, "Another operation is in progress"),
    /** The service is protected against deletion. */
    DELETION_PROTECTED(409, "The service is protected against deletion"),
    /** The bucket holds objects. */
    BUCKET_NOT_EMPTY(409, "The bucket is not empty"),
    /** A request with the same idempotency key is being worked on. */
    REQUEST_IN_PROGRESS(409, "The same request is in progress"),
    /** The object changed since the client read it. */
    PRECONDITION_FAILED(412, "The object has changed"),
    /** The body is larger than this route takes. */
    CONTENT_TOO_LARGE(413, "The request body is too large"),
    /** The request target is longer than the server reads. */
    URI_TOO_LONG(414, "The request target is too long"),
    /** The body's media type is not one that this route reads. */
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    /** The idempotency key was used for another request. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    /** The provider behind the service cannot do this. */
    NOT_SUPPORTED_BY_PROVIDER(422, "The provider does not support this"),
    /** The caller, or everybody on the account, is asked to slow down; {@code Retry-After} says for how long. */
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    /** The caller is over its rate limit; {@code Retry-After} says for how long. */
    RATE_LIMITED(429, "Too many requests"),
    /** The headers are larger than the server reads. */
    HEADERS_TOO_LARGE(431, "The request headers are too large"),
    /** The failure is ours; the log has it under the request id. */
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    /** The contract names this; it is not built yet. */
    NOT_IMPLEMENTED(501, "This is not available yet"),
    /** An operation failed at the provider. */
    PROVIDER_ERROR(502, "The provider failed"),
    /** There is more work than can be done in time; {@code Retry-After} says when to come back. */
    OVERLOADED(503, "The service is overloaded"),
    /** A service that is needed for the answer cannot be reached. */
    UPSTREAM_UNAVAILABLE(503, "A needed service is unavailable"),
    /** A service that is needed for the answer did not answer in time. */
    UPSTREAM_TIMEOUT(504, "A needed service did not answer in time");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    /** A short English summary, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The name on the wire, such as {@code name_taken}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The {@code type} URI of the problem. */
    public String type() {
        return "https://lariba.cloud/problems/" + wireName();
    }

    /** The general code for an HTTP status that some library raised. */
    public static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> CONTENT_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> OVERLOADED;
            default -> status >= 400 && status < 500 ? INVALID_INPUT : INTERNAL_ERROR;
        };
    }
}
