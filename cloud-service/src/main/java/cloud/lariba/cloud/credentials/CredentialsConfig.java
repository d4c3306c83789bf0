package cloud.lariba.cloud.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Credentials. */
@ConfigMapping(prefix = "lariba.credentials")
interface CredentialsConfig {

    /**
     * How many access keys a bucket may have at once, the one that signs its presigned URLs included. Each is a user of IAM on AWS, of which an account has
     * 5000. Those who ask in the same moment may get one more each.
     */
    @WithDefault("50")
    int keysPerService();
}
