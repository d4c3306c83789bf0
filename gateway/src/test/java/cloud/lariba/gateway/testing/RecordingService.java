package cloud.lariba.gateway.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A service on a free port that records each request's head as it arrived and answers as the test scripted for the request's id, else with
 * 200 and a short body. Understands HTTP/1.1 with keep-alive and nothing that the gateway should never send.
 */
public final class RecordingService implements AutoCloseable {

    /** Answers one request; the body is read by the script or not at all. Returning false closes the connection. */
    @FunctionalInterface
    public interface Script {
        boolean serve(Received request, InputStream body, OutputStream out) throws IOException;
    }

    private final String name;
    private final ServerSocket server;
    private final Script fallback;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Queue<String> protocolErrors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Starts a service. {@code fallback} answers what no test has scripted. */
    public RecordingService(String name, Script fallback) {
        this.name = name;
        this.fallback = fallback;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The service's base URL. */
    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Scripts the answer to the request with this id. */
    public void on(String requestId, Script script) {
        scripts.put(requestId, script);
    }

    /** Everything that arrived through the gateway. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** What arrived and was not HTTP. */
    public List<String> protocolErrors() {
        return List.copyOf(protocolErrors);
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            boolean again = true;
            while (again) {
                Received request = head(in);
                if (request == null) {
                    return;
                }
                again = answer(request, new Body(in, request), out);
                out.flush();
            }
        } catch (EOFException gone) {
            // The gateway may close a connection at any time.
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("not HTTP")) {
                protocolErrors.add(e.getMessage());
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private boolean answer(Received request, Body body, OutputStream out) throws IOException {
        boolean forwarded = request.header("X-Forwarded-For") != null;
        if (forwarded) {
            received.add(request);
        }
        String id = request.requestId();
        Script script = forwarded && id != null ? scripts.getOrDefault(id, fallback) : fallback;
        boolean keep = script.serve(request, body, out);
        if (keep) {
            body.readAllBytes();
        }
        return keep;
    }

    private @Nullable Received head(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].equals("HTTP/1.1")) {
            throw new IOException("not HTTP: " + line);
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new IOException("not HTTP header: " + header);
            }
            headers.add(Map.entry(
                    header.substring(0, colon), header.substring(colon + 1).strip()));
        }
        return new Received(name, words[0], words[1], List.copyOf(headers));
    }

    static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(b);
        }
        return null;
    }
}
