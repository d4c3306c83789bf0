package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** How a bucket behaves. Each part is read, and written only when it differs; rules that others added, told by their ids, stay. */
final class BucketConfiguration {

    private static final String KMS = "kms";
    private static final String OUR_RULE = "lariba-";

    private BucketConfiguration() {}

    /**
     * Makes the bucket behave as its settings say.
     *
     * @param kmsKey ARN of the key for buckets that ask for KMS; without one, the account's own key for S3
     */
    static void ensure(OwnBucket bucket, BucketSettings settings, Optional<String> kmsKey) {
        ensureEncryption(bucket, settings.encryption().equals(KMS), kmsKey);
        ensureVersioning(bucket, settings.versioning());
        ensureLifecycle(bucket, settings.lifecycle());
        ensureCors(bucket, settings.cors());
    }

    /** Whether objects are encrypted at rest without being asked. */
    static boolean isEncrypted(OwnBucket bucket) {
        return encryptionOf(bucket).isPresent();
    }

    private static void ensureEncryption(OwnBucket bucket, boolean kms, Optional<String> kmsKey) {
        if (encryptionOf(bucket)
                .filter(present -> kms ? isKms(present, kmsKey) : isOwn(present))
                .isPresent()) {
            return;
        }
        ServerSideEncryptionByDefault.Builder method = ServerSideEncryptionByDefault.builder()
                .sseAlgorithm(kms ? ServerSideEncryption.AWS_KMS : ServerSideEncryption.AES256);
        if (kms) {
            kmsKey.ifPresent(method::kmsMasterKeyID);
        }
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(method.build())
                .bucketKeyEnabled(kms)
                .build();
        bucket.s3()
                .putBucketEncryption(put -> put.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .serverSideEncryptionConfiguration(all -> all.rules(rule)));
    }

    private static Optional<ServerSideEncryptionRule> encryptionOf(OwnBucket bucket) {
        return OwnBucket.configured(
                        "ServerSideEncryptionConfigurationNotFoundError",
                        () -> bucket.s3()
                                .getBucketEncryption(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account())))
                .flatMap(answer -> answer.serverSideEncryptionConfiguration().rules().stream()
                        .findFirst())
                .filter(rule -> rule.applyServerSideEncryptionByDefault() != null);
    }

    private static boolean isOwn(ServerSideEncryptionRule rule) {
        return rule.applyServerSideEncryptionByDefault().sseAlgorithm() == ServerSideEncryption.AES256;
    }

    private static boolean isKms(ServerSideEncryptionRule rule, Optional<String> kmsKey) {
        ServerSideEncryptionByDefault method = rule.applyServerSideEncryptionByDefault();
        return method.sseAlgorithm() == ServerSideEncryption.AWS_KMS
                && Boolean.TRUE.equals(rule.bucketKeyEnabled())
                && kmsKey.map(key -> key.equals(method.kmsMasterKeyID())).orElse(true);
    }

    private static void ensureVersioning(OwnBucket bucket, boolean wanted) {
        boolean on = bucket.s3()
                        .getBucketVersioning(get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                        .status()
                == BucketVersioningStatus.ENABLED;
        if (on != wanted) {
            bucket.s3()
                    .putBucketVersioning(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .versioningConfiguration(versioning -> versioning.status(
                                    wanted ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED)));
        }
    }

    private static void ensureLifecycle(OwnBucket bucket, List<BucketSettings.LifecycleRule> settings) {
        List<LifecycleRule> present = OwnBucket.configured(
                        "NoSuchLifecycleConfiguration",
                        () -> bucket.s3()
                                .getBucketLifecycleConfiguration(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                                .rules())
                .orElse(List.of());
        List<LifecycleRule> wanted = Stream.concat(
                        IntStream.range(0, settings.size()).mapToObj(i -> expiring(OUR_RULE + i, settings.get(i))),
                        present.stream().filter(rule -> !isOurs(rule.id())))
                .toList();
        if (Set.copyOf(wanted).equals(Set.copyOf(present))) {
            return;
        }
        if (wanted.isEmpty()) {
            bucket.s3()
                    .deleteBucketLifecycle(
                            delete -> delete.bucket(bucket.name()).expectedBucketOwner(bucket.account()));
        } else {
            bucket.s3()
                    .putBucketLifecycleConfiguration(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .lifecycleConfiguration(all -> all.rules(wanted)));
        }
    }

    private static LifecycleRule expiring(String id, BucketSettings.LifecycleRule rule) {
        return LifecycleRule.builder()
                .id(id)
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix(rule.prefix()))
                .expiration(expiration -> expiration.days(rule.expireAfterDays()))
                .build();
    }

    private static void ensureCors(OwnBucket bucket, List<BucketSettings.CorsRule> settings) {
        List<CORSRule> present = OwnBucket.configured(
                        "NoSuchCORSConfiguration",
                        () -> bucket.s3()
                                .getBucketCors(get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                                .corsRules())
                .orElse(List.of());
        List<CORSRule> wanted = Stream.concat(
                        IntStream.range(0, settings.size()).mapToObj(i -> admitting(OUR_RULE + i, settings.get(i))),
                        present.stream().filter(rule -> !isOurs(rule.id())))
                .toList();
        if (wanted.equals(present)) {
            return;
        }
        if (wanted.isEmpty()) {
            bucket.s3().deleteBucketCors(delete -> delete.bucket(bucket.name()).expectedBucketOwner(bucket.account()));
        } else {
            bucket.s3()
                    .putBucketCors(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .corsConfiguration(all -> all.corsRules(wanted)));
        }
    }

    private static CORSRule admitting(String id, BucketSettings.CorsRule rule) {
        CORSRule.Builder admitted = CORSRule.builder()
                .id(id)
                .allowedOrigins(rule.allowedOrigins())
                .allowedMethods(rule.allowedMethods())
                .maxAgeSeconds(rule.maxAgeSeconds());
        if (!rule.allowedHeaders().isEmpty()) {
            // S3 leaves an empty list out of its answer.
            admitted.allowedHeaders(rule.allowedHeaders());
        }
        return admitted.build();
    }

    private static boolean isOurs(@Nullable String id) {
        return id != null && id.startsWith(OUR_RULE);
    }
}
