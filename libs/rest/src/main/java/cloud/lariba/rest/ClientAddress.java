package cloud.lariba.rest;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** The network address that a request comes from. */
public final class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]{2,45}");

    private ClientAddress() {}

    /**
     * The client's address as text. The gateway appends the address that it sees to {@code X-Forwarded-For}; so the last entry is the gateway's
     * word, and whatever stands before it is only the client's. Without the header we are called directly, and take the peer's address.
     */
    public static String of(HttpServerRequest request) {
        String forwarded = request.headers().getAll(FORWARDED_FOR).stream()
                .reduce((first, second) -> second)
                .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
                .orElse("");
        return ADDRESS.matcher(forwarded).matches()
                ? forwarded
                : request.remoteAddress().hostAddress();
    }
}
