package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.database.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Policy documents: who may do what with a bucket. */
final class Policies {

    private static final String VERSION = "2012-10-17";
    private static final String STATEMENT = "Statement";
    private static final String ANYBODY = "*";
    private static final String PUBLIC_READ = "LaribaPublicRead";

    private static final List<String> ON_BUCKET = List.of(
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:ListBucketMultipartUploads",
            "s3:GetBucketLocation",
            "s3:GetBucketVersioning");
    private static final List<String> ON_OBJECTS = List.of(
            "s3:GetObject",
            "s3:GetObjectVersion",
            "s3:GetObjectAttributes",
            "s3:GetObjectTagging",
            "s3:PutObject",
            "s3:PutObjectTagging",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:DeleteObjectTagging",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts");

    private Policies() {}

    /**
     * Everything with the objects of one bucket, and nothing else.
     *
     * @param kmsKey ARN of the key that may encrypt the bucket; usable through S3 and for this bucket only
     */
    static String ofKey(OwnBucket bucket, Optional<String> kmsKey) {
        ObjectNode policy = Json.object().put("Version", VERSION);
        ArrayNode statements = policy.putArray(STATEMENT);
        statements.add(statement("Bucket", ON_BUCKET, bucket.arn()));
        statements.add(statement("Objects", ON_OBJECTS, bucket.arn() + "/*"));
        kmsKey.ifPresent(key -> statements.add(encryption(bucket, key)));
        return policy.toString();
    }

    private static ObjectNode encryption(OwnBucket bucket, String kmsKey) {
        ObjectNode statement = statement("Encryption", List.of("kms:GenerateDataKey", "kms:Decrypt"), kmsKey);
        ObjectNode only = statement.putObject("Condition");
        only.putObject("StringEquals")
                .put(
                        "kms:ViaService",
                        "s3." + bucket.region() + "."
                                + Region.of(bucket.region())
                                        .metadata()
                                        .partition()
                                        .dnsSuffix());
        only.putObject("StringLike")
                .putArray("kms:EncryptionContext:aws:s3:arn")
                .add(bucket.arn())
                .add(bucket.arn() + "/*");
        return statement;
    }

    /** Whether a bucket's policy lets anybody read its objects. */
    static boolean isPublicRead(@Nullable String policy, OwnBucket bucket) {
        return statements(policy).valueStream().anyMatch(publicRead(bucket)::equals);
    }

    /** The bucket's policy with the statement that lets anybody read its objects; statements of others stay. */
    static String withPublicRead(@Nullable String policy, OwnBucket bucket) {
        ArrayNode statements = others(policy);
        statements.add(publicRead(bucket));
        return document(statements);
    }

    /** The bucket's policy without that statement; empty when nothing is left of it. */
    static Optional<String> withoutPublicRead(@Nullable String policy) {
        ArrayNode statements = others(policy);
        return statements.isEmpty() ? Optional.empty() : Optional.of(document(statements));
    }

    /** Whether the statement is there in whatever form. */
    static boolean mentionsPublicRead(@Nullable String policy) {
        return others(policy).size() != statements(policy).size();
    }

    /** Whether any statement, whoever wrote it, lets anybody do something. */
    static boolean isForAnybody(@Nullable String policy) {
        return statements(policy)
                .valueStream()
                .filter(statement -> "Allow".equals(Json.text(statement, "Effect")))
                .map(statement -> statement.path("Principal"))
                .anyMatch(
                        principal -> ANYBODY.equals(principal.textValue()) || mentions(principal.path("AWS"), ANYBODY));
    }

    private static boolean mentions(JsonNode textOrTexts, String text) {
        return text.equals(textOrTexts.textValue())
                || textOrTexts.valueStream().anyMatch(item -> text.equals(item.textValue()));
    }

    private static ObjectNode publicRead(OwnBucket bucket) {
        return statement(PUBLIC_READ, List.of("s3:GetObject"), bucket.arn() + "/*")
                .put("Principal", ANYBODY);
    }

    private static ArrayNode others(@Nullable String policy) {
        ArrayNode others = Json.array();
        statements(policy)
                .valueStream()
                .filter(statement -> !PUBLIC_READ.equals(Json.text(statement, "Sid")))
                .forEach(others::add);
        return others;
    }

    private static ArrayNode statements(@Nullable String policy) {
        if (policy == null) {
            return Json.array();
        }
        JsonNode statements = Json.parse(policy).path(STATEMENT);
        return statements.isArray() ? (ArrayNode) statements : Json.array().add(statements);
    }

    private static String document(ArrayNode statements) {
        ObjectNode policy = Json.object().put("Version", VERSION);
        policy.set(STATEMENT, statements);
        return policy.toString();
    }

    private static ObjectNode statement(String name, List<String> actions, String resource) {
        ObjectNode statement = Json.object().put("Sid", name).put("Effect", "Allow");
        if (actions.size() == 1) {
            statement.put("Action", actions.getFirst());
        } else {
            ArrayNode list = statement.putArray("Action");
            actions.forEach(list::add);
        }
        return statement.put("Resource", resource);
    }

    /** How ARNs begin where this region is, such as {@code arn:aws}. */
    static String partition(String region) {
        return "arn:" + PartitionMetadata.of(Region.of(region)).id();
    }
}
