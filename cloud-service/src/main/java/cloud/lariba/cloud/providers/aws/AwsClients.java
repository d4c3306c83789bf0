package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.aws.AccountSettings.Identity;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The SDK's clients: one for each service, region and role, made on first use. Each slows down by itself when it is throttled, so a throttled account
 * does not slow down another one; all tries of a call fit into one budget ({@link AwsProviderConfig.Calls}). Credentials are what the SDK's default chain finds (environment,
 * web identity of a Kubernetes service account, task role, profile), or the role that is configured for the platform or for a project, taken on with
 * them.
 */
@Singleton
class AwsClients implements AutoCloseable {

    private static final String SESSION = "lariba";
    private static final String S3 = "s3";

    private final AwsProviderConfig config;
    private final Config keys;
    private final Map<Key, SdkClient> made = new ConcurrentHashMap<>();
    private final Map<Identity, AwsCredentialsProvider> roles = new ConcurrentHashMap<>();
    private final Map<Identity, String> accounts = new ConcurrentHashMap<>();
    private final SdkHttpClient http;

    /** An account, by who acts there, and a region. */
    record Place(String region, Identity role) {}

    private record Key(String service, String region, Identity role) {}

    AwsClients(AwsProviderConfig config, Config keys) {
        this.config = config;
        this.keys = keys;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(config.calls().attemptTimeout())
                .socketTimeout(config.calls().attemptTimeout())
                .build();
    }

    /** The clients for what belongs to a project. */
    Account of(ResourceIdentity identity) {
        return new Account(
                identity.region(),
                AccountSettings.of(config, identity.projectId()).role());
    }

    /** The clients for a region with the platform's own role. */
    Account inRegion(String region) {
        return new Account(region, Identity.of(config.role()));
    }

    /** The clients for a region with every role that is configured, the platform's own first. */
    List<Account> everywhere(String region) {
        return AccountSettings.everybody(config).stream()
                .map(role -> new Account(region, role))
                .toList();
    }

    /** One account in one region. */
    final class Account {

        private final String region;
        private final Identity role;

        private Account(String region, Identity role) {
            this.region = region;
            this.role = role;
        }

        /** What tells this account and region from others. */
        Place place() {
            return new Place(region, role);
        }

        String region() {
            return region;
        }

        @Override
        public String toString() {
            return role.toString();
        }

        Ec2Client ec2() {
            return client("ec2", Ec2Client.class, Ec2Client::builder);
        }

        S3Client s3() {
            return client(S3, S3Client.class, AwsClients.this::s3Builder);
        }

        /** A client that acts with a bucket's own key; the caller closes it. */
        S3Client s3(BucketCredentials key) {
            return configured(
                    s3Builder(),
                    S3,
                    region,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(
                            key.accessKeyId(), key.secretAccessKey().value())));
        }

        /** IAM is the same in all regions. */
        IamClient iam() {
            return client("iam", config.regions().getFirst(), IamClient.class, IamClient::builder);
        }

        /** The account's id, of twelve digits. */
        String id() {
            return accounts.computeIfAbsent(
                    role,
                    unused -> role.arn()
                            .map(arn -> Arn.fromString(arn).accountId().orElseThrow())
                            .orElseGet(this::askForId));
        }

        private String askForId() {
            try (StsClient sts = configured(StsClient.builder(), "sts", region, credentials(S3, role))) {
                return sts.getCallerIdentity().account();
            }
        }

        RdsClient rds() {
            return client("rds", RdsClient.class, RdsClient::builder);
        }

        SsmClient ssm() {
            return client("ssm", SsmClient.class, SsmClient::builder);
        }

        CloudWatchClient cloudWatch() {
            return client("cloudwatch", CloudWatchClient.class, CloudWatchClient::builder);
        }

        private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
                String service, Class<C> type, Supplier<B> builder) {
            return client(service, region, type, builder);
        }

        private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
                String service, String region, Class<C> type, Supplier<B> builder) {
            return type.cast(made.computeIfAbsent(
                    new Key(service, region, role),
                    unused -> configured(builder.get(), service, region, credentials(service, role))));
        }
    }

    private S3ClientBuilder s3Builder() {
        return S3Client.builder()
                .forcePathStyle(endpoint(S3).isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }

    /** URL of the S3 API in a region. */
    String s3Url(ResourceIdentity identity) {
        return endpoint(S3)
                .map(URI::toString)
                .orElseGet(() -> "https://" + S3Client.serviceMetadata().endpointFor(Region.of(identity.region())));
    }

    /** The endpoint that is configured for a service instead of the region's own. */
    Optional<URI> endpoint(String service) {
        return keys.getOptionalValue("quarkus." + service + ".endpoint-override", URI.class)
                .or(config::endpointOverride);
    }

    private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C configured(
            B builder, String service, String region, AwsCredentialsProvider credentials) {
        endpoint(service).ifPresent(builder::endpointOverride);
        return builder.httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        override -> override.apiCallTimeout(config.calls().timeout())
                                .apiCallAttemptTimeout(config.calls().attemptTimeout())
                                .addExecutionInterceptor(new RequestIdInUserAgent())
                                .retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                                        .maxAttempts(config.calls().attempts())
                                        .build()))
                .build();
    }

    private AwsCredentialsProvider credentials(String service, Identity role) {
        if (role.arn().isEmpty()) {
            return own(service);
        }
        return roles.computeIfAbsent(role, unused -> assumed(role, role.arn().orElseThrow()));
    }

    private AwsCredentialsProvider own(String service) {
        String prefix = "quarkus." + service + ".aws.credentials.static-provider.";
        return keys.getOptionalValue(prefix + "access-key-id", String.class)
                .<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(id, keys.getValue(prefix + "secret-access-key", String.class))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private AwsCredentialsProvider assumed(Identity role, String arn) {
        StsClient sts = configured(StsClient.builder(), "sts", config.regions().getFirst(), own("sts"));
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(assume -> assume.roleArn(arn)
                        .roleSessionName(SESSION)
                        .externalId(role.externalId().orElse(null)))
                .build();
    }

    @Override
    @PreDestroy
    public void close() {
        made.values().forEach(SdkClient::close);
        http.close();
    }
}
