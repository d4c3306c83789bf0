package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets of the provider under test, and clients of them. */
public abstract class StorageFixtures {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** How long something may take at most. */
    protected static final Duration SOON = Duration.ofSeconds(10);

    /** The provider under test. */
    protected abstract StorageProvider storage();

    /** The region in which it makes buckets. */
    protected abstract String region();

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), 1);
    }

    /** A bucket that no test used. */
    protected ResourceIdentity someBucket() {
        ResourceIdentity identity = someIdentity();
        storage().ensureBucket(plain(identity));
        awaitAvailable(identity);
        return identity;
    }

    /** A bucket without wishes. */
    protected BucketSpec plain(ResourceIdentity identity) {
        return new BucketSpec(
                identity, new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false));
    }

    /** An ordinary S3 client with an issued key. */
    protected static S3Client client(BucketCredentials key) {
        return S3Client.builder()
                .endpointOverride(URI.create(key.endpoint()))
                .region(Region.of(key.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        key.accessKeyId(), key.secretAccessKey().value())))
                .forcePathStyle(true)
                .overrideConfiguration(override -> override.putHeader("Connection", "close"))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Writes an object with an issued key. */
    protected static void put(BucketCredentials key, String object, String content) {
        try (S3Client s3 = client(key)) {
            s3.putObject(put -> put.bucket(key.bucket()).key(object), RequestBody.fromString(content));
        }
    }

    /** Reads an object with an issued key. */
    protected static String get(BucketCredentials key, String object) {
        try (S3Client s3 = client(key)) {
            return s3.getObjectAsBytes(get -> get.bucket(key.bucket()).key(object))
                    .asUtf8String();
        }
    }

    /** Waits until a key is refused. */
    protected static void awaitDenied(BucketCredentials key) {
        await().atMost(SOON).untilAsserted(() -> {
            try (S3Client s3 = client(key)) {
                assertDenied(() -> s3.listObjectsV2(list -> list.bucket(key.bucket())));
            }
        });
    }

    /** Waits until the bucket can be used. */
    protected BucketObservation.Available awaitAvailable(ResourceIdentity identity) {
        await().atMost(SOON).until(() -> storage().observe(identity) instanceof BucketObservation.Available);
        return (BucketObservation.Available) storage().observe(identity);
    }

    /** Checks that a call is refused. */
    protected static void assertDenied(Runnable call) {
        S3Exception refused = assertThrows(S3Exception.class, call::run);
        assertEquals(403, refused.statusCode());
    }

    /**
     * What S3 says to the bearer of a presigned URL.
     *
     * @param status the HTTP status
     * @param body the object, or the error
     */
    public record Answer(int status, String body) {}

    /** Uses a presigned URL. */
    protected Answer send(PresignedUrl url, String method, @Nullable String body, @Nullable String contentType)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.url()));
        url.headers().forEach(request::setHeader);
        if (contentType != null) {
            request.setHeader("content-type", contentType);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }
}
