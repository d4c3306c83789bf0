package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An open {@code GET /events/stream}; collects what arrives until it is closed. */
final class EventStream implements AutoCloseable {

    /**
     * One server-sent event.
     *
     * @param id what goes into {@code Last-Event-ID} to resume after it
     */
    record Event(String id, JsonNode data) {}

    private final Stream<String> lines;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private EventStream(Stream<String> lines) {
        this.lines = lines;
        this.reader = Thread.ofVirtual().unstarted(this::read);
    }

    /** Opens the stream, from after the event with this id when one is given. */
    static EventStream open(Account account, String query, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Stack.url() + "/events/stream" + query))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + account.session().access());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<Stream<String>> response =
                    Call.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new AssertionError("GET /events/stream → " + response.statusCode()
                        + response.body().toList());
            }
            EventStream stream = new EventStream(response.body());
            stream.reader.start();
            return stream;
        } catch (IOException e) {
            throw new AssertionError("the stream did not open", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What has arrived so far, in order. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** The event types that have arrived for this subject, in order. */
    List<Event> about(String serviceId) {
        return events.stream()
                .filter(event -> event.data().toString().contains(serviceId))
                .toList();
    }

    private void read() {
        List<String> fields = new ArrayList<>();
        try {
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    dispatch(fields);
                    fields.clear();
                } else {
                    fields.add(line);
                }
            });
        } catch (RuntimeException closed) {
            fields.clear();
        }
    }

    private void dispatch(List<String> fields) {
        String id = field(fields, "id");
        String data = field(fields, "data");
        if (!data.isEmpty()) {
            events.add(new Event(id, Json.parse(data)));
        }
    }

    private static String field(List<String> fields, String name) {
        return String.join(
                "\n",
                fields.stream()
                        .filter(line -> line.startsWith(name + ":"))
                        .map(line -> line.substring(name.length() + 1).stripLeading())
                        .toList());
    }

    @Override
    public void close() {
        lines.close();
        reader.interrupt();
    }
}
