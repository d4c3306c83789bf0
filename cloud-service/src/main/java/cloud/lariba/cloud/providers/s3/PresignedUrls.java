package cloud.lariba.cloud.providers.s3;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** URLs that carry a signature in their query ("Authenticating Requests: Using Query Parameters", Amazon S3 API Reference). */
public final class PresignedUrls {

    private PresignedUrls() {}

    /** Signs with a key; makes no call. */
    public static PresignedUrl sign(BucketCredentials signer, PresignRequest request) {
        try (S3Presigner presigner = presigner(signer)) {
            PresignedRequest signed =
                    switch (request.method()) {
                        case GET ->
                            presigner.presignGetObject(sign -> sign.signatureDuration(request.expiresIn())
                                    .getObjectRequest(
                                            get -> get.bucket(signer.bucket()).key(request.key())));
                        case PUT ->
                            presigner.presignPutObject(sign -> sign.signatureDuration(request.expiresIn())
                                    .putObjectRequest(put -> put.bucket(signer.bucket())
                                            .key(request.key())
                                            .contentType(request.contentType())));
                    };
            return new PresignedUrl(signed.url().toString(), headersToSend(signed), signed.expiration());
        }
    }

    private static S3Presigner presigner(BucketCredentials signer) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(signer.endpoint()))
                .region(Region.of(signer.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        signer.accessKeyId(), signer.secretAccessKey().value())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private static Map<String, String> headersToSend(PresignedRequest signed) {
        return signed.signedHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .collect(
                        Collectors.toUnmodifiableMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    }
}
