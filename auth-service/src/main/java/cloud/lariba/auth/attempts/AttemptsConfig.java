package cloud.lariba.auth.attempts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How guessing is slowed down. */
@ConfigMapping(prefix = "lariba.auth.attempts")
interface AttemptsConfig {

    /** Consecutive failures on one account before the first delay; the delay starts at one second and doubles with each further one. */
    @WithDefault("10")
    int perAccount();

    /** Failures from one address, on whatever accounts, before the first delay. */
    @WithDefault("100")
    int perAddress();

    /** The longest delay, which is also how long somebody else's guesses can keep the owner out at a time. */
    @WithDefault("15M")
    Duration maxDelay();

    /** After so long without a failure the earlier ones are forgotten. */
    @WithDefault("1H")
    Duration forgetAfter();
}
