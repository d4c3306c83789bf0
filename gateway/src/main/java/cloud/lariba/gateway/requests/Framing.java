package cloud.lariba.gateway.requests;

import cloud.lariba.problem.ProblemException;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;

/**
 * Refuses messages whose length another reader could see differently (RFC 9112, section 6). Netty's decoder refuses most of them before
 * they get here; these are the ones that it repairs silently.
 */
final class Framing {

    private static final String CHUNKED = "chunked";
    /** Before RFC 6455: Netty reads eight bytes of body behind a GET with this header, which announces none. */
    private static final String OLD_WEBSOCKET_KEY = "Sec-WebSocket-Key1";

    private Framing() {}

    /**
     * Checks the framing of a request.
     *
     * @throws ProblemException {@code ambiguous_request}
     */
    static void check(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
        if (request.version() == null) {
            throw Ambiguity.of("The protocol must be HTTP/1.1 or HTTP/1.0.");
        }
        if (headers.contains("")) {
            throw Ambiguity.of("A header has no name.");
        }
        boolean framed = !codings.isEmpty() || !lengths.isEmpty();
        if (codings.size() > 1 || codings.size() == 1 && !codings.getFirst().equalsIgnoreCase(CHUNKED)) {
            throw Ambiguity.of("The only transfer coding understood here is chunked, named once.");
        }
        if (!codings.isEmpty() && (!lengths.isEmpty() || hidesHeader(request))) {
            throw Ambiguity.of("A message has a Content-Length or a Transfer-Encoding, not both.");
        }
        if (lengths.size() > 1 || lengths.size() == 1 && !isDigits(lengths.getFirst())) {
            throw Ambiguity.of("Content-Length must be one number.");
        }
        if (framed && request.version() == HttpVersion.HTTP_1_0 && !isUsualHttp10(headers, codings)) {
            throw Ambiguity.of("An HTTP/1.0 request with a body ends its connection and has no transfer coding.");
        }
        if (headers.contains(OLD_WEBSOCKET_KEY)) {
            throw Ambiguity.of("The WebSocket protocol is not spoken here.");
        }
        if (request.decoderResult() instanceof HttpMessageDecoderResult size
                && size.initialLineLength() != requestLineLength(request)) {
            throw Ambiguity.of("The request line must be three words with one space between them.");
        }
    }

    /** Netty keeps the first of several lengths of an HTTP/1.0 message; where nothing follows it, that deceives nobody. */
    private static boolean isUsualHttp10(MultiMap headers, List<String> codings) {
        return codings.isEmpty() && !headers.contains(HttpHeaders.CONNECTION, HttpHeaders.KEEP_ALIVE, true);
    }

    /**
     * Whether the header section was longer than the headers that are left of it. Netty drops the Content-Length of a chunked message
     * before anybody sees it; what it drops still counts in the size. Padding could hide it from this sum, so the connection of a chunked
     * message is closed in any case.
     */
    private static boolean hidesHeader(HttpServerRequest request) {
        if (!(request.decoderResult() instanceof HttpMessageDecoderResult size)) {
            return true;
        }
        int visible = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            visible +=
                    header.getKey().length() + ": ".length() + header.getValue().length();
        }
        return size.headerSize() > visible;
    }

    private static int requestLineLength(HttpServerRequest request) {
        return request.method().name().length() + request.uri().length() + "  HTTP/1.1".length();
    }

    private static boolean isDigits(String length) {
        return !length.isEmpty() && length.length() <= 18 && length.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
