package cloud.lariba.cloud.providers.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An emulator that checks signatures and policies, with an administrator as whom the platform acts. It looks at headers only, so presigned URLs are
 * for {@link QueryAuthentication}, and it takes the signatures of keys that need escaping for wrong.
 */
final class EnforcingMoto {

    private static final String ADMINISTRATOR = "administrator";
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

    private final URI endpoint;
    private final String caller;
    private final Map<String, String> settings;
    private final AwsProvider provider;
    private final AwsClients clients;

    private EnforcingMoto() {
        MotoServer server = MotoServer.start();
        AccessKey key = administrator(AwsSettings.of(server.endpoint()));
        enforce(server);
        this.endpoint = server.endpoint();
        this.caller = key.accessKeyId();
        this.settings = AwsSettings.of(server.endpoint());
        settings.replaceAll((name, value) -> name.endsWith("access-key-id")
                ? key.accessKeyId()
                : name.endsWith("secret-access-key") ? key.secretAccessKey() : value);
        this.provider = AwsSettings.provider(settings);
        this.clients = AwsSettings.clients(settings);
    }

    /** The provider on it. */
    static AwsProvider provider() {
        return Running.INSTANCE.provider;
    }

    static URI endpoint() {
        return Running.INSTANCE.endpoint;
    }

    /** The configuration of a provider on it. */
    static Map<String, String> settings() {
        return new HashMap<>(Running.INSTANCE.settings);
    }

    /** The id of the access key that the provider calls with. */
    static String caller() {
        return Running.INSTANCE.caller;
    }

    /** The provider on it with one more setting. */
    static AwsProvider provider(String key, String value) {
        Map<String, String> more = new HashMap<>(Running.INSTANCE.settings);
        more.put(key, value);
        return AwsSettings.provider(more);
    }

    /** The provider on it, for which it is the time that the clock tells. */
    static AwsProvider provider(Clock clock) {
        return AwsSettings.provider(Running.INSTANCE.settings, clock);
    }

    /** A plain client of the administrator. */
    static S3Client s3() {
        return Running.INSTANCE.clients.inRegion(AwsSettings.REGION).s3();
    }

    /** A plain client of the administrator. */
    static IamClient iam() {
        return Running.INSTANCE.clients.inRegion(AwsSettings.REGION).iam();
    }

    private static AccessKey administrator(Map<String, String> settings) {
        try (AwsClients anybody = AwsSettings.clients(settings)) {
            IamClient iam = anybody.inRegion(AwsSettings.REGION).iam();
            iam.createUser(create -> create.userName(ADMINISTRATOR));
            iam.putUserPolicy(
                    put -> put.userName(ADMINISTRATOR).policyName("everything").policyDocument(EVERYTHING));
            return iam.createAccessKey(create -> create.userName(ADMINISTRATOR)).accessKey();
        }
    }

    /** From now on every request is checked: none goes unchecked any more. */
    private static void enforce(MotoServer server) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(
                            HttpRequest.newBuilder(server.endpoint().resolve("/moto-api/reset-auth"))
                                    .header("Content-Type", "text/plain")
                                    .POST(BodyPublishers.ofString("0"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("the emulator does not enforce: " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Running {
        static final EnforcingMoto INSTANCE = new EnforcingMoto();
    }
}
