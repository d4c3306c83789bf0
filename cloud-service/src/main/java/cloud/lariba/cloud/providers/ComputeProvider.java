package cloud.lariba.cloud.providers;

/**
 * Instances. Every call may be repeated and returns soon; {@link #observe} tells when what was asked has happened.
 *
 * <p>Every method throws {@link ProviderException}; {@link #start}, {@link #stop} and {@link #reboot} throw
 * {@link ProviderException.Permanent} {@code not_found} when there is no such instance and {@code invalid_state} when its state does not
 * allow the call.
 */
public interface ComputeProvider {

    /** Makes the instance and starts it, or makes an existing one obey the settings without changing whether it runs. */
    void ensureInstance(InstanceSpec spec);

    /** What is there. */
    InstanceObservation observe(ResourceIdentity identity);

    /** Starts a stopped instance; does nothing when it runs or starts. */
    void start(ResourceIdentity identity);

    /** Stops a running instance; does nothing when it is stopped or stops. */
    void stop(ResourceIdentity identity);

    /** Restarts a running instance; a repeated call may restart it again. */
    void reboot(ResourceIdentity identity);

    /** Removes the instance and its disk for good; does nothing when it is gone. */
    void terminate(ResourceIdentity identity);
}
