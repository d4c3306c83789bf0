package cloud.lariba.gateway.forwarding;

import cloud.lariba.problem.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which headers pass, in both directions (RFC 9110, section 7.6.1); the rest are written anew or left out. */
final class Headers {

    private static final Set<String> CONNECTION_BOUND = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    private static final Set<String> NOT_FROM_CLIENTS =
            Set.of("authorization", "content-length", "expect", "forwarded", "host", "x-real-ip", "x-request-id");
    private static final Set<String> NOT_FROM_SERVICES = Set.of(
            "content-length",
            "server",
            "strict-transport-security",
            "x-content-type-options",
            "x-powered-by",
            "x-request-id");

    private Headers() {}

    /** Copies what a client may tell a service; its credentials are not among it. */
    static void copyToService(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!CONNECTION_BOUND.contains(name)
                    && !NOT_FROM_CLIENTS.contains(name)
                    && !name.startsWith("x-forwarded-")
                    && !name.startsWith("x-user-")
                    && !named.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    /** Writes what only the gateway may tell a service. */
    static void setForService(MultiMap to, Client client, String requestId, @Nullable String token) {
        to.set(RequestId.HEADER, requestId)
                .set("X-Forwarded-For", client.address())
                .set("X-Forwarded-Proto", client.proto())
                .set("X-Forwarded-Host", client.host())
                .set("Forwarded", client.forwarded());
        if (token != null) {
            to.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
    }

    /**
     * Copies what a service may tell a client.
     *
     * @param base the service's own base URL: a {@code Location} there becomes the path of the same thing here
     */
    static void copyToClient(MultiMap from, MultiMap to, String base) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (CONNECTION_BOUND.contains(name) || NOT_FROM_SERVICES.contains(name) || named.contains(name)) {
                continue;
            }
            String value = header.getValue();
            boolean internal = name.equals("location") && value.startsWith(base + "/");
            to.add(header.getKey(), internal ? value.substring(base.length()) : value);
        }
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        String connection = headers.get(HttpHeaders.CONNECTION);
        if (connection == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
