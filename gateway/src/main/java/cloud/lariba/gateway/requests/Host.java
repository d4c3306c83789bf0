package cloud.lariba.gateway.requests;

import cloud.lariba.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/** The {@code Host} header (RFC 9110, section 7.2): exactly one, a name or an address and perhaps a port. */
final class Host {

    private static final int MAX_LENGTH = 255;
    private static final Pattern WELL_FORMED =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private Host() {}

    /**
     * The host that the request is for.
     *
     * @throws ProblemException {@code ambiguous_request} when the header is missing, repeated or malformed
     */
    static String of(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1
                || hosts.getFirst().length() > MAX_LENGTH
                || !WELL_FORMED.matcher(hosts.getFirst()).matches()) {
            throw Ambiguity.of("Exactly one well-formed Host header is needed.");
        }
        return hosts.getFirst();
    }
}
