package cloud.lariba.cloud.providers.local;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients of the S3 server. */
final class S3Clients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    // The engine repeats what failed, with back-off; a second try here only bridges a dropped connection.
    private static final int ATTEMPTS = 2;

    private S3Clients() {}

    static S3Client administrator(LocalProviderConfig.S3 config) {
        return S3Client.builder()
                .endpointOverride(config.endpoint())
                // Any other region would go into the body of CreateBucket as a place that the server does not know.
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(config.accessKey(), config.secretKey()))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ANSWER_TIMEOUT))
                .overrideConfiguration(override -> override
                        // The JDK's client takes a kept connection that the server has closed, and then cannot repeat
                        // an upload.
                        .putHeader("Connection", "close")
                        .apiCallTimeout(ANSWER_TIMEOUT.multipliedBy(ATTEMPTS))
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()))
                .build();
    }

    private static StaticCredentialsProvider credentials(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }
}
