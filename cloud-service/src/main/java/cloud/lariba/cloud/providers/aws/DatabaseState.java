package cloud.lariba.cloud.providers.aws;

import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What an instance of RDS does, as far as we act on it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html">Viewing Amazon RDS DB instance status</a>
 */
enum DatabaseState {
    /** It takes connections and changes. */
    USABLE,
    /** It is on its way to something. */
    CHANGING,
    /** It is being removed. */
    DELETING,
    /** It will not mend by itself. */
    BROKEN;

    private static final String FULL = "storage-full";

    /** Work in the background that leaves the database usable. */
    private static final Set<String> USABLE_WORDS = Set.of(
            "available", "backing-up", "storage-optimization", "storage-config-upgrade", "configuring-log-exports");

    private static final Set<String> BROKEN_WORDS = Set.of(
            "failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "insufficient-capacity",
            "restore-error",
            "stopped",
            FULL);

    /** The states of which RDS takes no last snapshot ("Deleting a DB instance"), or in which there never was anything, or is no key to it. */
    private static final Set<String> WITHOUT_LAST_SNAPSHOT = Set.of(
            "failed",
            "incompatible-create",
            "incompatible-network",
            "incompatible-restore",
            "inaccessible-encryption-credentials",
            "insufficient-capacity",
            "restore-error");

    static DatabaseState of(DBInstance instance) {
        String status = String.valueOf(instance.dbInstanceStatus());
        if (status.equals("deleting") || status.equals("delete-precheck")) {
            return DELETING;
        }
        if (BROKEN_WORDS.contains(status) || status.startsWith("incompatible-")) {
            return BROKEN;
        }
        boolean reachable = instance.endpoint() != null && instance.endpoint().address() != null;
        return reachable && USABLE_WORDS.contains(status) ? USABLE : CHANGING;
    }

    /** Whether a larger disk is what would mend it. */
    static boolean isFull(DBInstance instance) {
        return FULL.equals(instance.dbInstanceStatus());
    }

    /** Whether a last snapshot can be taken when the instance is deleted. */
    static boolean leavesSnapshot(DBInstance instance) {
        return !WITHOUT_LAST_SNAPSHOT.contains(String.valueOf(instance.dbInstanceStatus()));
    }

    /** Why a broken instance is broken, in a sentence that is safe to show. */
    static String reason(DBInstance instance) {
        return "The database's server at AWS is in the state " + instance.dbInstanceStatus() + ".";
    }
}
