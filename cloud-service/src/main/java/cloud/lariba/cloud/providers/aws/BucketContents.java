package cloud.lariba.cloud.providers.aws;

import static java.util.function.Predicate.not;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
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
        return identifiers(list(bucket, 1)).isEmpty();
    }

    /** Removes for good at most so many versions; returns whether nothing is left. */
    static boolean removeSome(OwnBucket bucket, int atMost) {
        boolean uploadsLeft = abortSome(bucket, Math.min(atMost, UPLOADS_AT_ONCE));
        ListObjectVersionsResponse found = list(bucket, atMost);
        List<ObjectIdentifier> identifiers = identifiers(found);
        if (!identifiers.isEmpty()) {
            List<S3Error> errors = bucket.s3()
                    .deleteObjects(delete -> delete.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .delete(all -> all.objects(identifiers).quiet(true)))
                    .errors();
            errors.stream().filter(not(BucketContents::isGone)).findFirst().ifPresent(BucketContents::refuse);
        }
        return !uploadsLeft && !found.isTruncated();
    }

    private static ListObjectVersionsResponse list(OwnBucket bucket, int atMost) {
        return bucket.s3()
                .listObjectVersions(list -> list.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .maxKeys(atMost));
    }

    private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse found) {
        return Stream.concat(
                        found.versions().stream().map(version -> identifier(version.key(), version.versionId())),
                        found.deleteMarkers().stream().map(marker -> identifier(marker.key(), marker.versionId())))
                .toList();
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

    private static boolean abortSome(OwnBucket bucket, int atMost) {
        ListMultipartUploadsResponse begun = bucket.s3()
                .listMultipartUploads(list -> list.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .maxUploads(atMost));
        begun.uploads().forEach(upload -> abort(bucket, upload));
        return begun.isTruncated();
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
