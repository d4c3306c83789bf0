package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/**
 * The access key that signs a bucket's presigned URLs.
 *
 * @param rotation the rotation after which it was made, empty when there was none; a later one ends it
 * @param credentials the key
 */
record SigningKey(Optional<UUID> rotation, BucketCredentials credentials) {

    private static final String ROTATION = "rotation";
    private static final String ACCESS_KEY_ID = "access_key_id";
    private static final String SECRET_ACCESS_KEY = "secret_access_key";
    private static final String BUCKET = "bucket";
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";

    /** As it is kept; holds the secret. */
    String toJson() {
        ObjectNode json = Json.object()
                .put(ACCESS_KEY_ID, credentials.accessKeyId())
                .put(SECRET_ACCESS_KEY, credentials.secretAccessKey().value())
                .put(BUCKET, credentials.bucket())
                .put(REGION, credentials.region())
                .put(ENDPOINT, credentials.endpoint());
        rotation.ifPresent(id -> json.put(ROTATION, id.toString()));
        return json.toString();
    }

    static SigningKey ofJson(String text) {
        ObjectNode json = Json.object(text);
        return new SigningKey(
                Optional.ofNullable(Json.text(json, ROTATION)).map(UUID::fromString),
                new BucketCredentials(
                        json.path(ACCESS_KEY_ID).asText(),
                        new Secret(json.path(SECRET_ACCESS_KEY).asText()),
                        json.path(BUCKET).asText(),
                        json.path(REGION).asText(),
                        json.path(ENDPOINT).asText()));
    }
}
