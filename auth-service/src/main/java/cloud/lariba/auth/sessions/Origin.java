package cloud.lariba.auth.sessions;

import cloud.lariba.rest.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param ip the client's network address as text
 * @param userAgent what the client calls itself, at most 256 characters; null when it does not say
 */
public record Origin(String ip, @Nullable String userAgent) {

    private static final int MAX_USER_AGENT = 256;

    /** The origin of a request. */
    public static Origin of(HttpServerRequest request) {
        String userAgent = request.getHeader("User-Agent");
        return new Origin(ClientAddress.of(request), userAgent == null ? null : clean(userAgent));
    }

    private static String clean(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(MAX_USER_AGENT)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
