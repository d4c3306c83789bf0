package cloud.lariba.cloud.providers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Something that one provider can do and another cannot. Its lower-case name stands on the wire and never changes its meaning. */
public enum Capability {
    /** A list of everything that there is. */
    INVENTORY,
    /** Instances, with start, stop, reboot and terminate. */
    COMPUTE,
    /** Instances of images that the client names by the provider's own id. */
    COMPUTE_CUSTOM_IMAGE,
    /** Logging in to instances with the client's SSH keys. */
    COMPUTE_SSH_KEYS,
    /** Running the client's user data at an instance's first boot. */
    COMPUTE_USER_DATA,
    /** Admission of chosen traffic to an instance. */
    COMPUTE_FIREWALL,
    /** An address by which an instance is reached from the internet. */
    COMPUTE_PUBLIC_IP,
    /** Buckets with access keys and presigned URLs. */
    STORAGE,
    /** Keeping earlier versions of objects. */
    STORAGE_VERSIONING,
    /** Encryption at rest that the client chooses. */
    STORAGE_ENCRYPTION,
    /** Rules that expire objects. */
    STORAGE_LIFECYCLE,
    /** Rules for requests from browsers of other origins. */
    STORAGE_CORS,
    /** Objects that anybody may read. */
    STORAGE_PUBLIC_ACCESS,
    /** Relational databases. */
    DATABASE,
    /** The asked major version of the database engine. */
    DATABASE_VERSION,
    /** A standby in another zone. */
    DATABASE_MULTI_AZ,
    /** Scheduled backups. */
    DATABASE_BACKUPS,
    /** Admission of chosen networks to a database. */
    DATABASE_ALLOWED_CIDRS,
    /** Snapshots of a database, and their restoration. */
    DATABASE_SNAPSHOTS,
    /** A last snapshot that outlives its database. */
    DATABASE_FINAL_SNAPSHOTS;

    /** The name on the wire, such as {@code storage_versioning}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
