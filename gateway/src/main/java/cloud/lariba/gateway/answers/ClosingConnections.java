package cloud.lariba.gateway.answers;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
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
        HttpConnection connection = request.connection();
        add(connection);
        if (request.isEnded()) {
            connection.close();
            return;
        }
        request.handler(discarded -> {});
        request.exceptionHandler(gone -> {});
        request.endHandler(end -> connection.close());
        request.resume();
        vertx.setTimer(LINGER_MILLIS, timer -> connection.close());
    }
}
