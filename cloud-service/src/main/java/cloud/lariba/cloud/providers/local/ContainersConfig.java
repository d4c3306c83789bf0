package cloud.lariba.cloud.providers.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** The container engine of this machine. */
@ConfigMapping(prefix = "lariba.container")
interface ContainersConfig {

    /** {@code docker} or {@code podman}: the name of its program, or its path. Without it, instances are simulated. */
    Optional<String> engine();

    /** 1 to 64 of {@code [A-Za-z0-9_-]}, no other installation's on this engine; the one that the provider aws has, unless it is given. */
    @WithDefault("${lariba.providers.aws.installation-id:}")
    Optional<String> installationId();

    /** The reference of a container image for each alias, such as {@code docker.io/library/debian:13}. */
    Map<String, String> images();
}
