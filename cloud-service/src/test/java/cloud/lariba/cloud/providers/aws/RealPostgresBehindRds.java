package cloud.lariba.cloud.providers.aws;

import cloud.lariba.testing.PostgresTestResource;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands between us and an endpoint of AWS whose RDS has no servers, and puts the PostgreSQL of the tests behind every instance: it makes the master
 * users, copies databases where RDS takes and restores snapshots, and writes that server's address into the answers. Everything else passes unchanged.
 */
final class RealPostgresBehindRds implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private static final Pattern INSTANCE = Pattern.compile("<DBInstance>.*?</DBInstance>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("<DBInstanceIdentifier>([^<]*)</DBInstanceIdentifier>");

    private final Lock turn = new ReentrantLock();
    private final URI endpoint;
    private final RdsDatabases databases;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    RealPostgresBehindRds(URI endpoint) {
        this.endpoint = endpoint;
        try {
            this.databases = new RdsDatabases(PostgresTestResource.server());
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** What nobody but the owner of the server can do. */
    void asSuperuser(String sql) throws SQLException {
        databases.run(sql);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
        try {
            databases.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            endpoint.resolve(exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = called(request.build(), form(body));
            byte[] shown = rewritten(answer.body());
            boolean head = exchange.getRequestMethod().equals("HEAD");
            answer.headers().map().forEach((name, values) -> {
                if (head && name.equalsIgnoreCase("content-length")
                        || !NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), shown.length == 0 ? -1 : shown.length);
            exchange.getResponseBody().write(shown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** One call after the other: nobody sees an instance before its server is ready. */
    private HttpResponse<byte[]> called(HttpRequest request, Map<String, String> form)
            throws IOException, InterruptedException, SQLException {
        turn.lock();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                databases.follow(form);
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private byte[] rewritten(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        if (!text.contains(".rds.amazonaws.com</Address>")) {
            return answer;
        }
        return INSTANCE.matcher(text)
                .replaceAll(instance -> Matcher.quoteReplacement(
                        instance.group().replace("<Port>5432</Port>", "<Port>" + portOf(instance.group()) + "</Port>")))
                .replaceAll("<Address>[^<]*\\.rds\\.amazonaws\\.com</Address>", "<Address>localhost</Address>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private int portOf(String instance) {
        Matcher id = ID.matcher(instance);
        return databases.port(id.find() ? id.group(1) : "");
    }

    private static Map<String, String> form(byte[] body) {
        return Arrays.stream(new String(body, StandardCharsets.UTF_8).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> second));
    }
}
