package cloud.lariba.local.stack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.Secrets;
import cloud.lariba.local.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The S3 server in a process of its own, with the options that the launcher gives it. */
final class S3Process implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final Program program;
    private final Properties settings = new Properties();
    private Process process;

    private S3Process(Home home, Program program, Path settingsFile) throws IOException, InterruptedException {
        this.home = home;
        this.program = program;
        try (InputStream in = Files.newInputStream(settingsFile)) {
            settings.load(in);
        }
        this.process = program.start(true);
    }

    static S3Process start(Path directory) throws Exception {
        Home home = new Home(directory.resolve("home"));
        home.prepare();
        Ports ports = Ports.free(new Random());
        Settings settings = new Settings(home, ports, new Secrets(home, new SecureRandom()));
        settings.write();
        Program program = new Programs(home, ports, settings, new Installation(directory)).s3();
        S3Process started = new S3Process(home, program, settings.file(Part.S3));
        started.awaitReady();
        return started;
    }

    private void awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || program.isReady());
        assertTrue(process.isAlive(), this::log);
    }

    /** Ends the process as the kernel does, and starts it again. */
    void killAndStartAgain() throws IOException, InterruptedException {
        kill();
        process = program.start(true);
        awaitReady();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        return String.join("\n", program.log().tail(20));
    }

    Path store() {
        return home.s3();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + settings.getProperty("port"));
    }

    /**
     * A client that signs the digest of each body, as the AWS CLI and boto3 do over HTTP; the SDK by itself signs it in
     * chunks.
     */
    S3Client signingBodies() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .credentialsProvider(credentials())
                .build();
    }

    S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(credentials())
                .build();
    }

    /** The header of a request whose sender knows the id of a key, which is no secret, but not the key. */
    String knownKey() {
        return "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=%s"
                .formatted(settings.getProperty("access-key"), "0".repeat(64));
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.getProperty("access-key"), settings.getProperty("secret-key")));
    }

    @Override
    public void close() {
        program.stop(process.toHandle());
    }
}
