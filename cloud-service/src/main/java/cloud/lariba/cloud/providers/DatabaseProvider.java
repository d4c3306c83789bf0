package cloud.lariba.cloud.providers;

import java.util.List;
import java.util.UUID;

/**
 * Databases. A database belongs to a role that nobody can log in as; clients use one of two logins that act as that role, so that one login can
 * take over from the other while clients are connected. Every call may be repeated: it acts only on the difference between what is asked and
 * what is there.
 *
 * <p>The administrator's secret is the password of the account that a provider works with inside a database server of its own for each database. The
 * caller keeps it, encrypted, before it calls, and brings the same one to every call; providers with one server for all do without.
 *
 * <p>Every method throws {@link ProviderException}.
 */
public interface DatabaseProvider {

    /**
     * Makes the database with its two logins, or makes them obey the settings. New logins are closed until {@link #admit}. {@link #observe}
     * tells when what was asked has happened.
     */
    Progress ensure(DatabaseSpec spec, Secret administrator);

    /**
     * Makes the database that is there obey the settings, as {@link #ensure} does, but makes none.
     *
     * @throws ProviderException.Permanent {@code vanished} when there is no such database
     */
    Progress follow(DatabaseSpec spec, Secret administrator);

    /** What is there. */
    DatabaseObservation observe(ResourceIdentity identity);

    /**
     * In what the database is not as this says, as far as the provider can tell.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such database
     */
    default List<Difference> differences(DatabaseSpec wanted) {
        return List.of();
    }

    /** The names by which the inventory shows the service's databases that are there, of whatever generations. */
    List<String> resourceIds(ResourceIdentity identity);

    /** The user name of a login, whether or not it may be used. */
    String username(ResourceIdentity identity, LoginSlot slot);

    /**
     * Lets clients in by this login, with this password and no other; connections that are open stay open.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such database
     */
    void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login);

    /** Whether anybody is connected by another login than this one; nobody is when there is no such database. */
    boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot);

    /** Lets nobody in any more by another login than this one; connections that are open stay open. */
    void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot);

    /** Lets nobody in by either login until {@link #admit}, and ends what is connected; does nothing when there is no such database. */
    void dismiss(ResourceIdentity identity, Secret administrator);

    /**
     * Makes a snapshot of what is in the database now, unless there is one of this id. {@link #observeSnapshot} tells when it is done. Connections
     * may be closed for it.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such database
     * @throws ProviderException.NeedsPerson {@code quota} when there is no room for it
     */
    Progress ensureSnapshot(DatabaseSpec spec, UUID snapshotId);

    /** What there is of a snapshot. */
    SnapshotObservation observeSnapshot(ResourceIdentity identity, UUID snapshotId);

    /** Removes a snapshot for good; does nothing when it is gone. */
    Progress deleteSnapshot(ResourceIdentity identity, UUID snapshotId);

    /**
     * Makes the database of a new generation, with what is in a snapshot of an earlier one. It need not take connections until {@link #ensure} is
     * called, and whom it lets in is as {@link #admit} and {@link #retireOthers} say afterwards. Until then the earlier one may stay as it is.
     *
     * @param spec the database that is wanted; its identity names the new generation
     * @throws ProviderException.Permanent {@code not_found} when there is no such snapshot
     */
    Progress restore(DatabaseSpec spec, Secret administrator, UUID snapshotId);

    /** Removes what is left of the service's databases of earlier generations; does nothing when nothing is. */
    Progress removeReplaced(ResourceIdentity identity);

    /** Removes the database of exactly this generation, which was to replace the service's own and never did; does nothing when there is none. */
    Progress removeUnused(ResourceIdentity identity);

    /**
     * Closes all connections and removes the database of every generation with its roles and snapshots for good; does nothing when they are gone.
     *
     * @param finalSnapshot whether a last snapshot stays, where the provider can and there is something to take it of
     */
    Progress delete(ResourceIdentity identity, boolean finalSnapshot);
}
