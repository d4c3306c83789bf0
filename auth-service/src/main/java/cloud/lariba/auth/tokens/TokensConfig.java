package cloud.lariba.auth.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long signed tokens are good. */
@ConfigMapping(prefix = "lariba.auth.tokens")
public interface TokensConfig {

    /** The life of a user's access token; at most {@code lariba.identity.max-token-life}. */
    @WithDefault("10M")
    Duration accessTokenLife();

    /** The life of a token with which one service calls another; at most {@code lariba.identity.max-token-life}. */
    @WithDefault("5M")
    Duration serviceTokenLife();
}
