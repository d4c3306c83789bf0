package cloud.lariba.local.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cloud.lariba.local.s3.KeyRing.Administrator;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A running server with the buckets {@code mine} and {@code theirs}, and a key for the first. */
final class TestServer implements AutoCloseable {

    static final byte[] MASTER = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    static final String KEY = "LRBAAAAABBBBBCCCCC22";

    private static final Administrator ADMINISTRATOR = new Administrator("ADMIN", "administrator-secret");

    private final S3Server server;
    private final S3Client administrator;
    private final S3Client user;

    private TestServer(S3Server server) {
        this.server = server;
        this.administrator = client(ADMINISTRATOR.accessKeyId(), ADMINISTRATOR.secret());
        this.user = client(KEY, new BucketKey(KEY).secret(MASTER));
    }

    static TestServer start(Path store) throws Exception {
        TestServer started = new TestServer(S3Server.start(new S3Server.Settings(0, store, ADMINISTRATOR, MASTER)));
        for (String bucket : new String[] {"mine", "theirs"}) {
            if (started.administrator.listBuckets().buckets().stream()
                    .noneMatch(known -> known.name().equals(bucket))) {
                started.administrator.createBucket(request -> request.bucket(bucket));
            }
        }
        put(started.administrator, KeyRing.SYSTEM_BUCKET, "keys/" + KEY, "mine");
        return started;
    }

    S3Client administrator() {
        return administrator;
    }

    S3Client user() {
        return user;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    S3Client client(String accessKeyId, String secret) {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // The server closes a connection on which it has not read a whole body, and the JDK's client cannot
                // repeat an upload.
                .overrideConfiguration(override -> override.putHeader("Connection", "close"))
                .serviceConfiguration(pathStyle())
                .credentialsProvider(credentials(accessKeyId, secret))
                .build();
    }

    S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(pathStyle())
                .credentialsProvider(credentials(KEY, new BucketKey(KEY).secret(MASTER)))
                .build();
    }

    static void put(S3Client client, String bucket, String key, String content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    static String get(S3Client client, String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }

    private static S3Configuration pathStyle() {
        return S3Configuration.builder().pathStyleAccessEnabled(true).build();
    }

    private static StaticCredentialsProvider credentials(String accessKeyId, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret));
    }

    @Override
    public void close() throws Exception {
        administrator.close();
        user.close();
        server.stop();
    }
}
