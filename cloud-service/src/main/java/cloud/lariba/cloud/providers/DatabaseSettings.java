package cloud.lariba.cloud.providers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a database behaves: the spec of a database service with its defaults applied.
 *
 * @param engine always {@code postgres}
 * @param version major version, such as {@code 18}
 * @param instanceClass size of the server, such as {@code db.t4g.micro}
 * @param storageGb size of the disk in GB
 * @param multiAz whether a standby waits in another zone
 * @param backupRetentionDays how long backups are kept; 0 for none
 * @param allowedCidrs networks that may connect besides the provider's own private one
 */
@RegisterForReflection
public record DatabaseSettings(
        String engine,
        String version,
        String instanceClass,
        int storageGb,
        boolean multiAz,
        int backupRetentionDays,
        List<String> allowedCidrs)
        implements Settings {

    @Override
    public Set<Capability> needs() {
        Set<Capability> needed = EnumSet.of(Capability.DATABASE);
        if (multiAz) {
            needed.add(Capability.DATABASE_MULTI_AZ);
        }
        if (backupRetentionDays > 0) {
            needed.add(Capability.DATABASE_BACKUPS);
        }
        return needed;
    }
}
