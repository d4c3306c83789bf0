package cloud.lariba.outbox;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Takes events once each. */
@ApplicationScoped
class Inbox {

    /** Senders give up on nothing, but an event that was taken is not sent again after so long. */
    private static final Duration KEPT = Duration.ofDays(14);

    /** What became of an event. */
    enum Outcome {
        /** It has had its effect, now or before. */
        TAKEN,
        /** There is no handler for its type. */
        UNKNOWN_TYPE,
        /** Its type is another service's to send. */
        FOREIGN_SOURCE
    }

    private final DataSource database;
    private final Clock clock;
    private final Map<String, EventHandler> handlers;

    Inbox(DataSource database, Clock clock, @All List<EventHandler> handlers) {
        this.database = database;
        this.clock = clock;
        this.handlers = handlers.stream().collect(Collectors.toMap(EventHandler::type, Function.identity()));
    }

    /** Handles the event unless that was done before. {@code sender} is the service that has shown to be the one that sends it. */
    @Transactional
    Outcome receive(CloudEvent event, String sender) {
        EventHandler handler = handlers.get(event.type());
        if (handler == null) {
            return Outcome.UNKNOWN_TYPE;
        }
        if (!handler.source().equals(sender)) {
            return Outcome.FOREIGN_SOURCE;
        }
        if (remember(event)) {
            handler.handle(event);
        }
        return Outcome.TAKEN;
    }

    private boolean remember(CloudEvent event) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into inbox (event_id, received_at) values (?, ?) on conflict do nothing")) {
            insert.setObject(1, event.id());
            insert.setTimestamp(2, Timestamp.from(clock.instant()));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("inbox cannot be written", e);
        }
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void forgetOldOnes() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from inbox where received_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
            delete.executeUpdate();
        }
    }
}
