package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.StorageConformance;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 and IAM as the emulator has them, with signatures and policies enforced. It does not check presigned URLs: {@link QueryAuthentication} does, and
 * what it admits is asked of the emulator with the key that signed, so that the emulator still judges the key.
 */
abstract class EnforcedStorageConformance extends StorageConformance {

    /** The provider under test. */
    @Override
    protected abstract KeyRing storage();

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    /** The emulator takes the signature of a key that needs escaping for wrong; PresignedUrlsTest has such keys. */
    @Override
    protected String awkwardKey() {
        return "a/b/plain.txt";
    }

    @Override
    @ParameterizedTest
    @ValueSource(strings = {"plain.txt", "a/b/c"})
    public void aPresignedUrlLetsItsBearerPutAndGetOneObject(String key) throws Exception {
        super.aPresignedUrlLetsItsBearerPutAndGetOneObject(key);
    }

    @Override
    protected Answer send(PresignedUrl url, String method, @Nullable String body, @Nullable String contentType) {
        QueryAuthentication presigned = new QueryAuthentication(url.url());
        BucketCredentials key = Objects.requireNonNull(storage().keys().get(presigned.accessKeyId()));
        Map<String, String> headers = new HashMap<>(url.headers());
        if (contentType != null) {
            headers.put("content-type", contentType);
        }
        if (!presigned.admits(method, headers, key.secretAccessKey().value(), Instant.now())) {
            return new Answer(403, "");
        }
        String[] path = presigned.path().split("/", 2);
        try (S3Client s3 = client(key)) {
            if (method.equals("PUT")) {
                s3.putObject(
                        put -> put.bucket(path[0]).key(path[1]), RequestBody.fromString(Objects.requireNonNull(body)));
                return new Answer(200, "");
            }
            return new Answer(
                    200,
                    s3.getObjectAsBytes(get -> get.bucket(path[0]).key(path[1])).asUtf8String());
        } catch (S3Exception e) {
            return new Answer(e.statusCode(), "");
        }
    }
}
