package cloud.lariba.cloud.providers.aws;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of the AWS provider for an emulator, by the keys that operators use. */
final class AwsSettings {

    /** The region of the tests. */
    static final String REGION = "eu-central-1";
    /** The id of the access key that the provider calls with. */
    static final String ACCESS_KEY = "testing";
    /** A parameter of Systems Manager that the emulator has. */
    static final String IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    private static final List<String> SERVICES = List.of("ec2", "s3", "iam", "rds", "ssm", "cloudwatch", "sts");

    private AwsSettings() {}

    /** The configuration for an endpoint, with an access key of its own. */
    static Map<String, String> of(URI endpoint) {
        Map<String, String> settings = new HashMap<>();
        settings.put("lariba.providers.aws.enabled", "true");
        settings.put("lariba.providers.aws.databases.tls", "require");
        settings.put("lariba.providers.aws.regions", REGION);
        settings.put("lariba.providers.aws.installation-id", "tests");
        settings.put("lariba.providers.aws.endpoint-override", endpoint.toString());
        settings.put("lariba.providers.aws.instances.images.\"ubuntu-24.04\"", IMAGE);
        for (String service : SERVICES) {
            String credentials = "quarkus." + service + ".aws.credentials.static-provider.";
            settings.put(credentials + "access-key-id", ACCESS_KEY);
            settings.put(credentials + "secret-access-key", "testing");
        }
        return settings;
    }

    /** The configuration, read as the service reads it. */
    static SmallRyeConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(AwsProviderConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .build();
    }

    /** The clients with this configuration. */
    static AwsClients clients(Map<String, String> settings) {
        SmallRyeConfig config = read(settings);
        return new AwsClients(config.getConfigMapping(AwsProviderConfig.class), config);
    }

    /** The provider with this configuration. */
    static AwsProvider provider(Map<String, String> settings) {
        return provider(settings, Clock.systemUTC());
    }

    /** The provider with this configuration, for which it is the time that the clock tells. */
    static AwsProvider provider(Map<String, String> settings, Clock clock) {
        AwsProviderConfig config = read(settings).getConfigMapping(AwsProviderConfig.class);
        return new AwsProvider(config, Optional::empty, clients(settings), clock);
    }
}
