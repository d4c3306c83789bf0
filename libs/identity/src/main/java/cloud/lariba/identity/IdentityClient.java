package cloud.lariba.identity;

import cloud.lariba.rest.Exchanges;
import cloud.lariba.rest.Neighbours;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The calls that every service makes to auth-service. */
@Singleton
class IdentityClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final URI base;
    private final ObjectMapper mapper;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    IdentityClient(Neighbours neighbours, ObjectMapper mapper) {
        this.base = neighbours.auth();
        this.mapper = mapper;
    }

    KeySet keys() throws IOException {
        return KeySet.parse(send(request("/.well-known/jwks.json").GET()));
    }

    JsonNode revocations(long after, String serviceToken) throws IOException {
        return send(request("/internal/revocations?after=" + after)
                .header("Authorization", "Bearer " + serviceToken)
                .GET());
    }

    JsonNode serviceToken(String clientId, String clientSecret, String audience) throws IOException {
        String body = mapper.writeValueAsString(
                Map.of("client_id", clientId, "client_secret", clientSecret, "audience", audience));
        return send(request("/internal/token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> answer = Exchanges.send(http, built, HttpResponse.BodyHandlers.ofByteArray(), TIMEOUT);
            if (answer.statusCode() != 200) {
                throw new IOException(built.uri().getPath() + " answered " + answer.statusCode());
            }
            return mapper.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
