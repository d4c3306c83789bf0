package cloud.lariba.cloud.providers.aws;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** The AWS provider. The clients have their own keys, {@code quarkus.s3.*} and {@code quarkus.ec2.*}. */
@ConfigMapping(prefix = "lariba.providers.aws")
interface AwsProviderConfig {

    /** Whether the platform talks to AWS at all; without it no call is made and no credentials are looked for. */
    @WithDefault("false")
    boolean enabled();

    /** The regions on offer, the default one first. */
    @WithDefault("us-east-1,us-west-2,eu-central-1,eu-west-1,ap-southeast-1")
    List<String> regions();
}
