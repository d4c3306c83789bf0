package cloud.lariba.gateway.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at a service.
 *
 * @param service the service's short name
 * @param method the first word of the request line
 * @param target the second word, as received
 * @param headers all headers in order, names as received
 */
public record Received(String service, String method, String target, List<Map.Entry<String, String>> headers) {

    /** All values of a header. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** The request id, by which a test finds its own requests. */
    public @Nullable String requestId() {
        return header("X-Request-Id");
    }
}
