package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** An ordinary S3 client, with nothing set but endpoint, region, path style and keys. */
final class Buckets {

    private Buckets() {}

    /** A client with issued credentials, as {@code POST /services/{id}/credentials} answers them. */
    static S3Client client(JsonNode credentials) {
        return builder(credentials).build();
    }

    /** A client that signs the digest of each body, as the AWS CLI and boto3 do over HTTP. */
    static S3Client signingBodies(JsonNode credentials) {
        return builder(credentials)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
    }

    static S3Client client(String endpoint, String region, String accessKeyId, String secretAccessKey) {
        return builder(endpoint, region, accessKeyId, secretAccessKey).build();
    }

    private static S3ClientBuilder builder(JsonNode credentials) {
        return builder(
                credentials.path("endpoint").asText(),
                credentials.path("region").asText(),
                credentials.path("access_key_id").asText(),
                credentials.path("secret_access_key").asText());
    }

    private static S3ClientBuilder builder(String endpoint, String region, String accessKeyId, String secretAccessKey) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(region))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // The JDK's client takes a kept connection that the server has closed, and then cannot repeat an
                // upload.
                .overrideConfiguration(override -> override.putHeader("Connection", "close"));
    }

    static void put(S3Client s3, String bucket, String key, String text) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    static String get(S3Client s3, String bucket, String key) {
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asString(StandardCharsets.UTF_8);
    }
}
