package cloud.lariba.identity;

import cloud.lariba.rest.Neighbours;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** auth-service as far as {@link IdentityClient} calls it, over real HTTP. */
final class AuthServiceStub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The ids under which the key is published. */
    final List<String> published = new CopyOnWriteArrayList<>(List.of("key-1"));
    /** How often the key set was asked for. */
    final AtomicInteger fetches = new AtomicInteger();
    /** What the key set is answered with. */
    volatile int status = 200;

    private final HttpServer server;

    AuthServiceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/jwks.json", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, status, Minting.jwks(published));
        });
        server.createContext(
                "/internal/token", exchange -> answer(exchange, 200, Map.of("access_token", "x", "expires_in", 300)));
        server.createContext(
                "/internal/revocations", exchange -> answer(exchange, 200, Map.of("items", List.of(), "sequence", 0)));
        server.start();
    }

    IdentityClient client() {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort());
        return new IdentityClient(new AllAt(url), JSON);
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record AllAt(URI auth) implements Neighbours {

        @Override
        public URI user() {
            return auth;
        }

        @Override
        public URI project() {
            return auth;
        }

        @Override
        public URI cloud() {
            return auth;
        }

        @Override
        public URI analytics() {
            return auth;
        }
    }
}
