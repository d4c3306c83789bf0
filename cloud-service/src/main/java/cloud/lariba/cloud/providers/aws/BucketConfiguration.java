package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.Differences;
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

    /** Notes what is not as the settings say; rules that others added do not count. */
    static void compare(OwnBucket bucket, BucketSettings settings, Optional<String> kmsKey, Differences differences) {
        boolean kms = settings.encryption().equals(KMS);
        Optional<ServerSideEncryptionRule> encryption = encryptionOf(bucket);
        boolean asWanted = encryption
                .filter(present -> kms ? isKms(present, kmsKey) : isOwn(present))
                .isPresent();
        List<LifecycleRule> lifecycle = lifecycleOf(bucket);
        List<CORSRule> cors =
                corsOf(bucket).stream().filter(rule -> isOurs(rule.id())).toList();
        differences
                .compare("versioning", settings.versioning(), isVersioned(bucket))
                .compare(
                        "encryption",
                        asWanted,
                        settings.encryption(),
                        encryption.map(rule -> word(rule, kms)).orElse("none"))
                .compare(
                        "lifecycle",
                        Set.copyOf(wantedLifecycle(settings.lifecycle(), lifecycle))
                                .equals(Set.copyOf(lifecycle)),
                        settings.lifecycle(),
                        lifecycle.stream()
                                .filter(rule -> isOurs(rule.id()))
                                .flatMap(rule -> setting(rule).stream())
                                .toList())
                .compare(
                        "cors",
                        wantedCors(settings.cors(), List.of()).equals(cors),
                        settings.cors(),
                        cors.stream().map(BucketConfiguration::setting).toList());
    }

    private static String word(ServerSideEncryptionRule rule, boolean kmsWanted) {
        return switch (rule.applyServerSideEncryptionByDefault().sseAlgorithm()) {
            case AES256 -> "aes256";
            case AWS_KMS -> kmsWanted ? "kms, with another key" : KMS;
            default -> "another method";
        };
    }

    /** The rule in the words of the spec, unless these cannot say it. */
    private static Optional<BucketSettings.LifecycleRule> setting(LifecycleRule rule) {
        if (rule.status() != ExpirationStatus.ENABLED
                || rule.expiration() == null
                || rule.expiration().days() == null) {
            return Optional.empty();
        }
        String prefix = rule.filter() == null ? null : rule.filter().prefix();
        return Optional.of(new BucketSettings.LifecycleRule(
                prefix == null ? "" : prefix, rule.expiration().days()));
    }

    private static BucketSettings.CorsRule setting(CORSRule rule) {
        return new BucketSettings.CorsRule(
                rule.allowedOrigins(),
                rule.allowedMethods(),
                rule.allowedHeaders(),
                rule.maxAgeSeconds() == null ? 0 : rule.maxAgeSeconds());
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
        if (isVersioned(bucket) != wanted) {
            bucket.s3()
                    .putBucketVersioning(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .versioningConfiguration(versioning -> versioning.status(
                                    wanted ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED)));
        }
    }

    private static boolean isVersioned(OwnBucket bucket) {
        return bucket.s3()
                        .getBucketVersioning(get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                        .status()
                == BucketVersioningStatus.ENABLED;
    }

    private static List<LifecycleRule> lifecycleOf(OwnBucket bucket) {
        return OwnBucket.configured(
                        "NoSuchLifecycleConfiguration",
                        () -> bucket.s3()
                                .getBucketLifecycleConfiguration(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                                .rules())
                .orElse(List.of());
    }

    private static List<LifecycleRule> wantedLifecycle(
            List<BucketSettings.LifecycleRule> settings, List<LifecycleRule> present) {
        return Stream.concat(
                        IntStream.range(0, settings.size()).mapToObj(i -> expiring(OUR_RULE + i, settings.get(i))),
                        present.stream().filter(rule -> !isOurs(rule.id())))
                .toList();
    }

    private static void ensureLifecycle(OwnBucket bucket, List<BucketSettings.LifecycleRule> settings) {
        List<LifecycleRule> present = lifecycleOf(bucket);
        List<LifecycleRule> wanted = wantedLifecycle(settings, present);
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

    private static List<CORSRule> corsOf(OwnBucket bucket) {
        return OwnBucket.configured(
                        "NoSuchCORSConfiguration",
                        () -> bucket.s3()
                                .getBucketCors(get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                                .corsRules())
                .orElse(List.of());
    }

    private static List<CORSRule> wantedCors(List<BucketSettings.CorsRule> settings, List<CORSRule> present) {
        return Stream.concat(
                        IntStream.range(0, settings.size()).mapToObj(i -> admitting(OUR_RULE + i, settings.get(i))),
                        present.stream().filter(rule -> !isOurs(rule.id())))
                .toList();
    }

    private static void ensureCors(OwnBucket bucket, List<BucketSettings.CorsRule> settings) {
        List<CORSRule> present = corsOf(bucket);
        List<CORSRule> wanted = wantedCors(settings, present);
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
