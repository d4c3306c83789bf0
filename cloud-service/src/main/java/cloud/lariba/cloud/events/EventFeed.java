package cloud.lariba.cloud.events;

import cloud.lariba.cloud.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Reads the log in the order of the stream. */
@ApplicationScoped
class EventFeed {

    private static final int BATCH = 100;

    private final Database database;

    /**
     * An event at its place in the stream.
     *
     * @param position its place
     * @param type its type
     * @param json the event as JSON text
     */
    record Placed(long position, String type, String json) {}

    EventFeed(Database database) {
        this.database = database;
    }

    /** The position of the newest event, of whatever project. */
    long end() {
        return database.find("select coalesce(max(position), 0) from events", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The next events of these projects. */
    List<Placed> after(long position, List<UUID> projects) {
        return database.list(
                "select position, event->>'type', event::text from events where position > ?"
                        + " and project_id = any(?) order by position limit " + BATCH,
                EventFeed::read,
                position,
                projects);
    }

    private static Placed read(ResultSet row) throws SQLException {
        return new Placed(row.getLong(1), row.getString(2), row.getString(3));
    }
}
