package cloud.lariba.cloud.providers;

import java.util.List;

/**
 * Instances. Every call may be repeated and returns soon; {@link #observe} tells when what was asked has happened.
 *
 * <p>Every method throws {@link ProviderException}; {@link #start}, {@link #stop} and {@link #reboot} throw
 * {@link ProviderException.Permanent} {@code not_found} when there is no such instance and {@code invalid_state} when its state does not
 * allow the call.
 */
public interface ComputeProvider {

    /**
     * The provider's own id of the image that an alias means just now. It may mean another one tomorrow, so whoever makes an instance keeps
     * the answer and brings it to every call.
     *
     * @param image an alias such as {@code ubuntu-24.04}, or the provider's own id
     * @throws ProviderException.Permanent {@code invalid_spec} when there is no such image
     */
    String imageId(ResourceIdentity identity, String image);

    /**
     * Makes the instance and starts it, or makes an existing one obey the settings. Whether an existing one runs is the same afterwards,
     * though it may be stopped for a while to be changed.
     */
    Progress ensureInstance(InstanceSpec spec);

    /** What is there. */
    InstanceObservation observe(ResourceIdentity identity);

    /**
     * In what the instance is not as these settings say, as far as the provider can tell; whether it runs is for {@link #observe} to say.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such instance
     */
    default List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        return List.of();
    }

    /** Starts a stopped instance; does nothing when it runs or starts. */
    void start(ResourceIdentity identity);

    /** Stops a running instance; does nothing when it is stopped or stops. */
    void stop(ResourceIdentity identity);

    /** Restarts a running instance; a repeated call may restart it again. */
    void reboot(ResourceIdentity identity);

    /** Removes the instance, its disk and what was made for it alone, for good; does nothing when they are gone. */
    Progress terminate(ResourceIdentity identity);
}
