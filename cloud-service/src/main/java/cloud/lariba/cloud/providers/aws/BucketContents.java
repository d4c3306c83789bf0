package cloud.lariba.cloud.providers.aws;

import static java.util.function.Predicate.not;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.s3.S3Time;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is in a bucket: objects with all their versions, the markers of deleted ones, and uploads that were begun. */
final class BucketContents {

    /** Ending an upload is a call for each, so fewer of them fit into one step. */
    private static final int UPLOADS_AT_ONCE = 100;

    private BucketContents() {}

    /** Whether there is nothing that keeps the bucket from being deleted. */
    static boolean isEmpty(OwnBucket bucket) {
        ListObjectVersionsResponse found = bucket.s3()
                .listObjectVersions(list -> list.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .maxKeys(1));
        return found.versions().isEmpty() && found.deleteMarkers().isEmpty();
    }

    /** The time of the bucket's S3. */
    static Instant clock(OwnBucket bucket) {
        return S3Time.of(
                bucket.s3().headBucket(head -> head.bucket(bucket.name()).expectedBucketOwner(bucket.account())));
    }

    /** Removes for good at most so many versions that were written until then; returns whether none of them is left. */
    static boolean removeSome(OwnBucket bucket, Instant writtenUntil, int atMost) {
        boolean uploadsLeft = abortSome(bucket, writtenUntil, Math.min(atMost, UPLOADS_AT_ONCE));
        List<ObjectIdentifier> found = bucket
                .s3()
                .listObjectVersionsPaginator(list -> list.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .maxKeys(atMost))
                .stream()
                .flatMap(page -> identifiers(page, writtenUntil))
                .limit(atMost)
                .toList();
        if (!found.isEmpty()) {
            List<S3Error> errors = bucket.s3()
                    .deleteObjects(delete -> delete.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .delete(all -> all.objects(found).quiet(true)))
                    .errors();
            errors.stream().filter(not(BucketContents::isGone)).findFirst().ifPresent(BucketContents::refuse);
        }
        return !uploadsLeft && found.size() < atMost;
    }

    private static Stream<ObjectIdentifier> identifiers(ListObjectVersionsResponse page, Instant writtenUntil) {
        return Stream.concat(
                page.versions().stream()
                        .filter(version -> S3Time.isUntil(writtenUntil, version.lastModified()))
                        .map(version -> identifier(version.key(), version.versionId())),
                page.deleteMarkers().stream()
                        .filter(marker -> S3Time.isUntil(writtenUntil, marker.lastModified()))
                        .map(marker -> identifier(marker.key(), marker.versionId())));
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }

    private static boolean isGone(S3Error error) {
        return "NoSuchKey".equals(error.code()) || "NoSuchVersion".equals(error.code());
    }

    private static void refuse(S3Error error) {
        if ("AccessDenied".equals(error.code())) {
            throw new NeedsPerson(
                    NeedsPerson.Reason.PERMISSION, "AWS does not allow the platform to delete all objects.", null);
        }
        throw new Retryable(Retryable.Reason.UNAVAILABLE, "AWS could not delete all objects just now.", null);
    }

    private static boolean abortSome(OwnBucket bucket, Instant begunUntil, int atMost) {
        List<MultipartUpload> begun = bucket
                .s3()
                .listMultipartUploadsPaginator(list -> list.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .maxUploads(atMost))
                .uploads()
                .stream()
                .filter(upload -> S3Time.isUntil(begunUntil, upload.initiated()))
                .limit(atMost)
                .toList();
        begun.forEach(upload -> abort(bucket, upload));
        return begun.size() == atMost;
    }

    private static void abort(OwnBucket bucket, MultipartUpload upload) {
        try {
            bucket.s3()
                    .abortMultipartUpload(abort -> abort.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .key(upload.key())
                            .uploadId(upload.uploadId()));
        } catch (S3Exception e) {
            if (!AwsFailures.code(e).equals("NoSuchUpload")) {
                throw e;
            }
        }
    }
}
