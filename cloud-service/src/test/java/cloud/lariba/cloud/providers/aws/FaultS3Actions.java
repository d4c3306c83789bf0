package cloud.lariba.cloud.providers.aws;

import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What calls of S3, whose protocol does not name them, are called in its API reference. Buckets are in the path. */
final class FaultS3Actions {

    private static final Map<String, String> OF_BUCKET = Map.of(
            "versioning", "BucketVersioning",
            "lifecycle", "BucketLifecycleConfiguration",
            "cors", "BucketCors",
            "tagging", "BucketTagging",
            "encryption", "BucketEncryption",
            "publicAccessBlock", "PublicAccessBlock",
            "policy", "BucketPolicy",
            "ownershipControls", "BucketOwnershipControls",
            "acl", "BucketAcl",
            "location", "BucketLocation");
    private static final Map<String, String> OF_OBJECT = Map.of("tagging", "ObjectTagging", "acl", "ObjectAcl");
    private static final Map<HttpMethod, String> VERBS =
            Map.of(HttpMethod.GET, "Get", HttpMethod.PUT, "Put", HttpMethod.DELETE, "Delete", HttpMethod.HEAD, "Head");

    private FaultS3Actions() {}

    static String name(HttpMethod method, String uri) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        Set<String> query = Arrays.stream((mark < 0 ? "" : uri.substring(mark + 1)).split("&"))
                .map(pair -> pair.split("=", 2)[0])
                .collect(Collectors.toSet());
        String inside = path.substring(1);
        if (inside.isEmpty()) {
            return "ListBuckets";
        }
        int slash = inside.indexOf('/');
        return slash < 0 || slash == inside.length() - 1 ? ofBucket(method, query) : ofObject(method, query);
    }

    private static String ofBucket(HttpMethod method, Set<String> query) {
        Optional<String> part = named(OF_BUCKET, query);
        if (part.isPresent()) {
            return verb(method) + part.get();
        }
        if (method.equals(HttpMethod.GET)) {
            if (query.contains("uploads")) {
                return "ListMultipartUploads";
            }
            return query.contains("versions") ? "ListObjectVersions" : "ListObjectsV2";
        }
        if (method.equals(HttpMethod.POST)) {
            return "DeleteObjects";
        }
        return method.equals(HttpMethod.PUT) ? "CreateBucket" : verb(method) + "Bucket";
    }

    private static String ofObject(HttpMethod method, Set<String> query) {
        if (query.contains("uploads")) {
            return "CreateMultipartUpload";
        }
        if (query.contains("uploadId")) {
            if (method.equals(HttpMethod.PUT)) {
                return "UploadPart";
            }
            return method.equals(HttpMethod.DELETE) ? "AbortMultipartUpload" : "CompleteMultipartUpload";
        }
        return verb(method) + named(OF_OBJECT, query).orElse("Object");
    }

    private static Optional<String> named(Map<String, String> parts, Set<String> query) {
        return query.stream().filter(parts::containsKey).map(parts::get).findFirst();
    }

    private static String verb(HttpMethod method) {
        return VERBS.getOrDefault(method, method.name());
    }
}
