package cloud.lariba.gateway.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How tokens are checked. */
@ConfigMapping(prefix = "lariba.gateway.tokens")
public interface TokensConfig {

    /** How many verified tokens are remembered, so that their signatures need no second look. About 1 KiB each. */
    @WithDefault("10000")
    long remembered();
}
