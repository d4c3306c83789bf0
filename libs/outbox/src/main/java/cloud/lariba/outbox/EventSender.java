package cloud.lariba.outbox;

import cloud.lariba.identity.ServiceTokens;
import cloud.lariba.rest.Exchanges;
import cloud.lariba.rest.Neighbours;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts one event to its destination. */
@ApplicationScoped
class EventSender {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Neighbours neighbours;
    private final ServiceTokens tokens;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    EventSender(Neighbours neighbours, ServiceTokens tokens) {
        this.neighbours = neighbours;
        this.tokens = tokens;
    }

    /**
     * Returns once the destination has taken the event.
     *
     * @throws IOException when it has not
     */
    void send(OutboxRows.Due event) throws IOException, InterruptedException {
        String destination = event.destination();
        HttpRequest request = HttpRequest.newBuilder(URI.create(neighbours.byName(destination) + "/internal/events"))
                .header("Authorization", "Bearer " + tokens.forAudience(destination))
                .header("Content-Type", CloudEvent.MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(event.event()))
                .build();
        int status = Exchanges.send(http, request, HttpResponse.BodyHandlers.discarding(), TIMEOUT)
                .statusCode();
        if (status == 401) {
            tokens.forget(destination);
        }
        if (status / 100 != 2) {
            throw new IOException("answered " + status);
        }
    }
}
