package cloud.lariba.cloud.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Access to a service, as clients see it once; which fields there are depends on the type.
 *
 * @param type {@code s3} or {@code postgres}
 */
@Schema(name = "Credentials", description = "Access to a bucket (s3) or a database (postgres); never shown in passing")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialsView(
        @Schema(enumeration = {"s3", "postgres"}) String type,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String username,
        @Nullable String password,

        @Schema(description = "Connection URI with everything in it") @Nullable
        URI uri) {

    static CredentialsView bucket(
            String accessKeyId, String secretAccessKey, String bucket, String region, String endpoint) {
        return new CredentialsView(
                "s3", accessKeyId, secretAccessKey, bucket, region, endpoint, null, null, null, null, null, null);
    }

    static CredentialsView database(String host, int port, String database, String username, String password) {
        URI uri = URI.create("postgresql://" + username + ":" + password + "@" + host + ":" + port + "/" + database);
        return new CredentialsView(
                "postgres", null, null, null, null, null, host, port, database, username, password, uri);
    }

    @Override
    public String toString() {
        return "CredentialsView[" + type + "]";
    }
}
