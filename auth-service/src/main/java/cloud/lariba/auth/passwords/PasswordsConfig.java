package cloud.lariba.auth.passwords;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a password hash costs, and how many are made at once. The defaults of the cost are those of the OWASP Password Storage Cheat Sheet for
 * Argon2id with 7 MiB. A changed cost reaches an account at its next sign-in.
 */
@ConfigMapping(prefix = "lariba.auth.passwords")
interface PasswordsConfig {

    /** Memory for one hash, in KiB. */
    @WithDefault("7168")
    int memoryKib();

    /** How often the memory is passed over. */
    @WithDefault("5")
    int iterations();

    /** How many hashes are computed at once; when absent as many as there are processors, less one if there are more than two. */
    OptionalInt concurrency();

    /** How many requests may wait for their hash; more are answered 503. */
    @WithDefault("64")
    int queue();

    /** How long a request waits for its hash before it is answered 503. */
    @WithDefault("5S")
    Duration maxWait();
}
