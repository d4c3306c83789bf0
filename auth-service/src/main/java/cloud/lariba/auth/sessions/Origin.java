package cloud.lariba.auth.sessions;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param ip the client's network address as text
 * @param userAgent what the client calls itself, at most 256 characters; null when it does not say
 */
public record Origin(String ip, @Nullable String userAgent) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_USER_AGENT = 256;
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]{2,45}");

    /**
     * The origin of a request. The gateway appends the address that it sees to {@code X-Forwarded-For}; so the last entry is the gateway's word, and
     * whatever stands before it is only the client's. Without the header we are called directly, and take the peer's address.
     */
    public static Origin of(HttpServerRequest request) {
        String userAgent = request.getHeader("User-Agent");
        return new Origin(ip(request), userAgent == null ? null : clean(userAgent));
    }

    private static String ip(HttpServerRequest request) {
        String forwarded = request.headers().getAll(FORWARDED_FOR).stream()
                .reduce((first, second) -> second)
                .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
                .orElse("");
        return ADDRESS.matcher(forwarded).matches()
                ? forwarded
                : request.remoteAddress().hostAddress();
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
