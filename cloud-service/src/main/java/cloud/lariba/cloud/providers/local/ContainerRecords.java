package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.database.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/** Which services' instances are containers, noted before one is made. What is noted does not depend on the caller's transaction. */
@Singleton
class ContainerRecords {

    private final Database database;

    ContainerRecords(Database database) {
        this.database = database;
    }

    /** Notes that the service's instance is a container, unless it is simulated; returns whether it is one. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean remember(UUID serviceId) {
        database.update("""
                insert into local_containers (service_id)
                select ? where not exists (select from local_instances where service_id = ?)
                on conflict do nothing""", serviceId, serviceId);
        return isContainer(serviceId);
    }

    /** Whether the service's instance is, or is to be, a container. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean isContainer(UUID serviceId) {
        return database.find("select 1 from local_containers where service_id = ?", row -> true, serviceId)
                .isPresent();
    }

    /** Whether there is any. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean hasAny() {
        return database.find("select 1 from local_containers limit 1", row -> true)
                .isPresent();
    }

    /** Notes that nothing of the service's instance is left. */
    @Transactional(TxType.REQUIRES_NEW)
    public void forget(UUID serviceId) {
        database.update("delete from local_containers where service_id = ?", serviceId);
    }
}
