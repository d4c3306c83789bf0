package cloud.lariba.cloud.providers;

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

    /** What is there. */
    DatabaseObservation observe(ResourceIdentity identity);

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

    /** Closes all connections and removes the database with its roles for good; does nothing when they are gone. */
    Progress delete(ResourceIdentity identity);
}
