package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSizes;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.containers.ContainerEngine;
import cloud.lariba.cloud.providers.containers.ContainerHost;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The container engine that is configured. Whether new instances are containers is found out once, at start, so that all of a process's answers agree. */
@Singleton
@Startup
class LocalContainers {

    /** What a container does not do. A simulated instance takes it, and does nothing with it. */
    static final Set<Capability> LACKED = Set.of(
            Capability.COMPUTE_SSH_KEYS,
            Capability.COMPUTE_USER_DATA,
            Capability.COMPUTE_FIREWALL,
            Capability.COMPUTE_PUBLIC_IP);

    private static final Logger LOG = Logger.getLogger(LocalContainers.class);
    private static final Pattern INSTALLATION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Optional<ContainerHost> host;
    private final boolean used;

    LocalContainers(LocalProviderConfig local, ContainersConfig config, InstanceSizes sizes) {
        Optional<ContainerEngine> engine =
                config.engine().filter(some -> local.enabled()).map(ContainerEngine::new);
        this.host = engine.map(some -> new ContainerHost(some, installationId(config), config.images(), sizes));
        this.used = engine.filter(ContainerEngine::answers).isPresent();
        config.engine().filter(some -> local.enabled()).ifPresent(this::tell);
    }

    private static String installationId(ContainersConfig config) {
        return config.installationId()
                .filter(INSTALLATION_ID.asMatchPredicate())
                .orElseThrow(() -> new IllegalStateException(
                        "lariba.container.installation-id must be 1 to 64 of [A-Za-z0-9_-], and no other installation's on the"
                                + " container engine: it tells what may be removed"));
    }

    private void tell(String program) {
        if (used) {
            LOG.infof("container-engine-answers program=%s new-instances=containers", program);
        } else {
            LOG.warnf(
                    "container-engine-does-not-answer program=%s new-instances=simulated; instances that are containers wait for it,"
                            + " and for new ones to be containers cloud-service is to be started again when it answers",
                    program);
        }
    }

    /**
     * Refuses what was promised while instances were simulated.
     *
     * @throws NotSupported for the first capability that a container lacks
     */
    static void check(InstanceSettings settings) {
        settings.needs().stream().sorted().filter(LACKED::contains).findFirst().ifPresent(lacked -> {
            throw new NotSupported(LocalProvider.NAME, lacked);
        });
    }

    /** Whether new instances are containers. */
    boolean areUsed() {
        return used;
    }

    /** Whether there is an engine that may have containers of ours. */
    boolean areConfigured() {
        return host.isPresent();
    }

    /**
     * The engine, whether it answers now or not.
     *
     * @throws Retryable {@code unavailable} when none is configured any more
     */
    ContainerHost host() {
        return host.orElseThrow(() -> new Retryable(
                Retryable.Reason.UNAVAILABLE,
                "No container engine is configured, and the instance is a container.",
                null));
    }
}
