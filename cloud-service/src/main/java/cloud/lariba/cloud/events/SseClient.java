package cloud.lariba.cloud.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of the stream. One that does not take its events within half a minute is let go; it resumes where it was. */
final class SseClient implements EventStreams.Sink {

    private static final long PATIENCE_SECONDS = 30;

    private final SseEventSink sink;
    private final Sse sse;

    SseClient(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public void send(EventFeed.Placed event) throws InterruptedException {
        deliver(sse.newEventBuilder()
                .id(Long.toString(event.position()))
                .name(event.type())
                .data(event.json())
                .build());
    }

    @Override
    public void heartbeat() throws InterruptedException {
        deliver(sse.newEventBuilder().comment("alive").build());
    }

    @Override
    public void close() {
        if (!sink.isClosed()) {
            sink.close();
        }
    }

    private void deliver(OutboundSseEvent event) throws InterruptedException {
        if (sink.isClosed()) {
            throw new IllegalStateException("the client has gone");
        }
        try {
            sink.send(event).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client does not take its events", e);
        }
    }
}
