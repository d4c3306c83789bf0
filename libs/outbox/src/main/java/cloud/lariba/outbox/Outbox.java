package cloud.lariba.outbox;

import cloud.lariba.identity.IdentityConfig;
import cloud.lariba.rest.Ids;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** Publishes facts to other services as part of the transaction that makes them true. */
@ApplicationScoped
public class Outbox {

    private final DataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxDispatcher dispatcher;
    private final IdentityConfig identity;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Ids ids;

    Outbox(
            DataSource database,
            TransactionSynchronizationRegistry transactions,
            OutboxDispatcher dispatcher,
            IdentityConfig identity,
            ObjectMapper mapper,
            Clock clock,
            Ids ids) {
        this.database = database;
        this.transactions = transactions;
        this.dispatcher = dispatcher;
        this.identity = identity;
        this.mapper = mapper;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Adds an event to the current transaction. It is sent soon after the commit, again until the destination takes it, and after every
     * earlier event of the same subject and destination.
     *
     * @param destination the receiving service's short name
     * @param type the event's type
     * @param subject the aggregate, such as a user's id
     * @param data the details; written as JSON
     * @return the event's id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID publish(String destination, String type, String subject, Object data) {
        Instant now = clock.instant();
        CloudEvent event = CloudEvent.of(
                ids.next(), CloudEvent.sourceOf(identity.serviceName()), type, subject, now, mapper.valueToTree(data));
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (event_id, destination, subject, event, next_attempt_at)"
                                + " values (?, ?, ?, ?::jsonb, ?)")) {
            insert.setObject(1, event.id());
            insert.setString(2, destination);
            insert.setString(3, subject);
            insert.setString(4, mapper.writeValueAsString(event));
            insert.setTimestamp(5, Timestamp.from(now));
            insert.executeUpdate();
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("outbox cannot be written", e);
        }
        transactions.registerInterposedSynchronization(new WakeAfterCommit());
        return event.id();
    }

    private final class WakeAfterCommit implements Synchronization {

        @Override
        public void beforeCompletion() {
            // Only the outcome matters.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                dispatcher.wake();
            }
        }
    }
}
