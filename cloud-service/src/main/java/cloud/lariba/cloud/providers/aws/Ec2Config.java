package cloud.lariba.cloud.providers.aws;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The EC2 client, by the same keys as the clients that come with an extension, such as {@code quarkus.s3.*}. */
@ConfigMapping(prefix = "quarkus.ec2")
interface Ec2Config {

    /** URL of an emulator or a private endpoint instead of the region's own. */
    Optional<URI> endpointOverride();

    /** Where and as whom. */
    Aws aws();

    /** Where and as whom the client calls. */
    interface Aws {

        /** The region; by default what the SDK finds (environment, profile, instance metadata). */
        Optional<String> region();

        /** The credentials; by default what the SDK finds. */
        Credentials credentials();
    }

    /** Credentials. */
    interface Credentials {

        /** A fixed access key. */
        Optional<StaticProvider> staticProvider();
    }

    /** A fixed access key. */
    interface StaticProvider {

        /** Its id. */
        String accessKeyId();

        /** Its secret. */
        String secretAccessKey();
    }
}
