package cloud.lariba.cloud.providers.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORGenerator;

/** Lets the SDK, which talks to CloudWatch in CBOR (Smithy RPC v2), talk to the emulator, which knows the older JSON protocol of the same calls. */
final class CloudWatchBridge implements AutoCloseable {

    private static final String TARGET = "GraniteServiceVersion20100801.";
    private static final String TIMES = "Timestamps";
    /** CBOR's tag of seconds since 1970. */
    private static final int EPOCH = 1;

    private final ObjectMapper json = new ObjectMapper();
    private final CBORFactory cbor = new CBORFactory();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI emulator;

    CloudWatchBridge(URI emulator) {
        this.emulator = emulator;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/service/", this::relay);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void relay(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        byte[] asked = exchange.getRequestBody().readAllBytes();
        HttpRequest request = HttpRequest.newBuilder(emulator)
                .header("X-Amz-Target", TARGET + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(read(asked))))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            byte[] body = write(json.readTree(answer.body()));
            exchange.getResponseHeaders().set("Content-Type", "application/cbor");
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private @Nullable Object read(byte[] bytes) throws IOException {
        try (JsonParser parser = cbor.createParser(bytes)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getNumberValue();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            default -> {
                return null;
            }
        }
    }

    private byte[] write(JsonNode tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = cbor.createGenerator(bytes)) {
            write(generator, tree, "");
        }
        return bytes.toByteArray();
    }

    private static void write(CBORGenerator generator, JsonNode node, String name) throws IOException {
        if (node.isObject()) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                generator.writeFieldName(member.getKey());
                write(generator, member.getValue(), member.getKey());
            }
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray();
            for (JsonNode element : node) {
                write(generator, element, name);
            }
            generator.writeEndArray();
        } else if (node.isNumber()) {
            if (name.equals(TIMES)) {
                generator.writeTag(EPOCH);
            }
            generator.writeNumber(node.doubleValue());
        } else if (node.isNull()) {
            generator.writeNull();
        } else {
            generator.writeString(node.asText());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
