package cloud.lariba.gateway.answers;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections that end with the answer being written. What was pipelined behind the last request may be the rest of a misread message,
 * so nothing that still arrives on such a connection is treated as a request.
 */
@ApplicationScoped
public class ClosingConnections {

    /** How long a client may go on sending what nobody reads before the connection is cut: without that it might miss the answer. */
    private static final long LINGER_MILLIS = 1_000;
    /** Longer than any request that was already decoded can take to be dispatched. */
    private static final long REMEMBERED_MILLIS = 5_000;

    private static final int BAD_REQUEST = 400;

    private final Vertx vertx;
    private final Set<HttpConnection> closing = ConcurrentHashMap.newKeySet();

    ClosingConnections(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether the connection is about to close, so that its further requests must not be looked at. */
    public boolean contains(HttpConnection connection) {
        return closing.contains(connection);
    }

    /** From now on nothing that arrives on the connection behind this request is treated as a request. */
    public void add(HttpConnection connection) {
        if (closing.add(connection)) {
            vertx.setTimer(REMEMBERED_MILLIS, timer -> closing.remove(connection));
        }
    }

    /** Closes the connection of an answered request, once the client has sent the rest of the message or had its time for it. */
    public void closeAfter(HttpServerRequest request) {
        add(request.connection());
        if (request.isEnded()) {
            cut(request);
            return;
        }
        request.handler(discarded -> {});
        request.exceptionHandler(gone -> {});
        request.endHandler(end -> cut(request));
        request.resume();
        vertx.setTimer(LINGER_MILLIS, timer -> cut(request));
    }

    /**
     * Closes the connection of a request whose answer is complete or will never be. The answer is ended behind that, where nobody reads it:
     * whoever counts open requests waits for it, and a connection that was closed before does not report it.
     */
    void cut(HttpServerRequest request) {
        request.connection().close();
        HttpServerResponse response = request.response();
        if (!response.headWritten()) {
            response.setStatusCode(BAD_REQUEST);
        }
        if (!response.ended()) {
            response.end();
        }
    }
}
