package cloud.lariba.cloud.events;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Ids;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of what happened to services, for clients. */
@ApplicationScoped
public class EventLog {

    private static final String SOURCE = "/services/cloud";
    private static final String PAGE =
            " and (?::timestamptz is null or (created_at, id) < (?, ?))" + " order by created_at desc, id desc limit ?";

    private final Database database;
    private final EventSequencer sequencer;
    private final Clock clock;
    private final Ids ids;

    private record Row(UUID id, Instant createdAt, JsonNode event) {}

    EventLog(Database database, EventSequencer sequencer, Clock clock, Ids ids) {
        this.database = database;
        this.sequencer = sequencer;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Adds an event to the current transaction.
     *
     * @param type such as {@code cloud.lariba.service.changed}
     * @param serviceId the service that it is about, or null when it is about the project
     * @param data the details; never a secret
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String type, UUID projectId, @Nullable UUID serviceId, Object data) {
        UUID id = ids.next();
        Instant now = clock.instant();
        UUID subject = serviceId == null ? projectId : serviceId;
        CloudEvent event = CloudEvent.of(id, SOURCE, type, subject.toString(), now, Json.tree(data));
        database.update(
                "insert into events (id, project_id, service_id, event, created_at) values (?, ?, ?, ?, ?)",
                id,
                projectId,
                serviceId,
                Json.tree(event),
                now);
        sequencer.placeAfterCommit();
    }

    /** The events of a service, newest first; the caller has made sure that they may be seen. */
    public Page<JsonNode> ofService(UUID serviceId, PageRequest page) {
        return page("service_id = ?", serviceId, page);
    }

    /** The events of some projects, newest first. */
    Page<JsonNode> ofProjects(List<UUID> projectIds, PageRequest page) {
        return page("project_id = any(?)", projectIds, page);
    }

    private Page<JsonNode> page(String filter, Object value, PageRequest page) {
        Cursor after = page.after();
        Instant at = after == null ? null : after.at();
        UUID id = after == null ? null : after.id();
        List<Row> rows = database.list(
                "select id, created_at, event::text from events where " + filter + PAGE,
                EventLog::read,
                value,
                at,
                at,
                id,
                page.fetchSize());
        return page.page(rows, row -> new Cursor(row.createdAt(), row.id()), Row::event);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                Database.requiredInstant(row, "created_at"),
                Json.parse(row.getString("event")));
    }
}
