package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSettings.CorsRule;
import cloud.lariba.cloud.providers.BucketSettings.LifecycleRule;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets for tests, and a look at what became of them. */
final class BucketFixtures {

    /** Nothing wished. */
    static final BucketSettings PLAIN =
            new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false);

    /** Everything wished. */
    static final BucketSettings FULL = new BucketSettings(
            true,
            "kms",
            List.of(new LifecycleRule("", 30), new LifecycleRule("tmp/<&\"'> ü", 1)),
            List.of(
                    new CorsRule(List.of("https://app.example"), List.of("GET", "PUT"), List.of("*"), 600),
                    new CorsRule(List.of("*"), List.of("GET"), List.of(), 0)),
            true);

    private BucketFixtures() {}

    static ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);
    }

    static BucketSpec spec(ResourceIdentity identity, BucketSettings settings) {
        return new BucketSpec(identity, settings);
    }

    static Map<String, String> tags(S3Client s3, String bucket) {
        Map<String, String> tags = new TreeMap<>();
        try {
            s3.getBucketTagging(get -> get.bucket(bucket)).tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
        } catch (S3Exception e) {
            if (!AwsFailures.code(e).equals("NoSuchTagSet")) {
                throw e;
            }
        }
        return tags;
    }

    static boolean exists(S3Client s3, String bucket) {
        return s3.listBuckets().buckets().stream()
                .anyMatch(found -> found.name().equals(bucket));
    }
}
