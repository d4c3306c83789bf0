package cloud.lariba.gateway.answers;

import io.vertx.core.http.HttpServerRequest;

/** The headers that every answer carries for the browser's protection, whoever wrote the answer. */
public final class SecurityHeaders {

    private static final String HSTS = "max-age=31536000";

    private SecurityHeaders() {}

    /** Sets them on the answer of this request; HSTS (RFC 6797) only where the client came over TLS. */
    public static void set(HttpServerRequest request) {
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        if (request.isSSL()) {
            request.response().putHeader("Strict-Transport-Security", HSTS);
        }
    }
}
