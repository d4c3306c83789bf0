package cloud.lariba.cloud.providers.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An endpoint that answers as a test says, for what the emulator never answers. Who calls is always the same account. */
final class ScriptedAws implements AutoCloseable {

    private static final String IDENTITY = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>""";

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body XML
     */
    record Reply(int status, String body) {

        static Reply ok(String body) {
            return new Reply(200, body);
        }

        /** An error of S3. */
        static Reply s3(int status, String code) {
            return new Reply(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
        }

        /** An error of IAM. */
        static Reply iam(int status, String code) {
            return new Reply(
                    status,
                    "<ErrorResponse><Error><Code>" + code + "</Code><Message>no</Message></Error></ErrorResponse>");
        }
    }

    /**
     * An endpoint that answers by this script.
     *
     * @param script from {@code METHOD path?query}, or {@code POST body} of the services with actions
     */
    ScriptedAws(Function<String, Reply> script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    AwsProvider provider() {
        return AwsSettings.provider(AwsSettings.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    /** What was asked, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange, Function<String, Reply> script) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean action = body.startsWith("Action=");
        String question = exchange.getRequestMethod() + " " + (action ? body : exchange.getRequestURI());
        asked.add(question);
        Reply reply = body.contains("Action=GetCallerIdentity") ? Reply.ok(IDENTITY) : script.apply(question);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(reply.status(), head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
