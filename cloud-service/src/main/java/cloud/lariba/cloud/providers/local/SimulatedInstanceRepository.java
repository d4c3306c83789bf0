package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The table of simulated instances. */
@Singleton
class SimulatedInstanceRepository {

    private static final String COLUMNS =
            "select service_id, instance_id, instance_type, public_ip, state, since from local_instances";

    private final Database database;

    SimulatedInstanceRepository(Database database) {
        this.database = database;
    }

    /** The service's instance, kept for this transaction. */
    Optional<SimulatedInstance> lock(UUID serviceId) {
        return database.find(
                COLUMNS + " where service_id = ? for update", SimulatedInstanceRepository::read, serviceId);
    }

    /** Whether the service has one, or had one until a moment ago. */
    boolean exists(UUID serviceId) {
        return database.find("select 1 from local_instances where service_id = ?", row -> true, serviceId)
                .isPresent();
    }

    /** Every instance, also those that are gone by now. */
    List<SimulatedInstance> all() {
        return database.list(COLUMNS, SimulatedInstanceRepository::read);
    }

    private static SimulatedInstance read(ResultSet row) throws SQLException {
        return new SimulatedInstance(
                row.getObject("service_id", UUID.class),
                row.getString("instance_id"),
                row.getString("instance_type"),
                row.getBoolean("public_ip"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Database.requiredInstant(row, "since"));
    }

    /** Adds the instance, or changes what may change of one that is there. */
    void save(SimulatedInstance instance) {
        database.update(
                """
                insert into local_instances (service_id, instance_id, instance_type, public_ip, state, since)
                values (?, ?, ?, ?, ?, ?)
                on conflict (service_id) do update
                   set instance_type = excluded.instance_type, public_ip = excluded.public_ip""",
                instance.serviceId(),
                instance.instanceId(),
                instance.instanceType(),
                instance.publicIp(),
                text(instance.change()),
                instance.since());
    }

    void change(UUID serviceId, State state, Instant since) {
        database.update(
                "update local_instances set state = ?, since = ? where service_id = ?", text(state), since, serviceId);
    }

    void remove(UUID serviceId) {
        database.update("delete from local_instances where service_id = ?", serviceId);
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
