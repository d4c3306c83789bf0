package cloud.lariba.auth.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How signing keys come and go. */
@ConfigMapping(prefix = "lariba.auth.keys")
interface KeysConfig {

    /** How long a key signs before the next one takes over. */
    @WithDefault("30D")
    Duration rotationPeriod();

    /**
     * How long a new key is published before it signs. Longer than anybody uses a key set before fetching it again, which is five minutes by the
     * set's {@code Cache-Control} and by the default of {@code lariba.identity.key-reload-interval}.
     */
    @WithDefault("10M")
    Duration publishAhead();

    /**
     * How long a key stays published after it signed its last token: at least the life of the longest-lived token, and clock differences. Afterwards
     * gateway and services forget it with their next fetch of the set.
     */
    @WithDefault("30M")
    Duration keepAfter();

    /** How long this process goes on with the keys as it last read them. */
    @WithDefault("5S")
    Duration reloadInterval();

    /** Where clients reach the key set, as a base URL; the issuer when absent. */
    Optional<String> publicUrl();
}
