package cloud.lariba.cloud.providers;

/**
 * Databases. Every call may be repeated: it acts only on the difference between what is asked and what is there.
 *
 * <p>Every method throws {@link ProviderException}.
 */
public interface DatabaseProvider {

    /**
     * Makes the database with its one role, or makes them obey the settings. Returns soon; {@link #observe} tells when it is done.
     *
     * @param password of the role, kept by the caller (encrypted) before it calls; a repeated call must bring the same one
     */
    void ensure(DatabaseSpec spec, Secret password);

    /** What is there. */
    DatabaseObservation observe(ResourceIdentity identity);

    /**
     * Gives the role a new password; connections that are open stay open.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such database
     */
    void rotatePassword(ResourceIdentity identity, Secret password);

    /** Closes all connections and removes the database with its role for good; does nothing when they are gone. */
    void delete(ResourceIdentity identity);
}
