package cloud.lariba.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The filesystem store, with an answer where it has none. It writes an object under another name beside its place, lists that
 * as an object, and leaves it there when the process is killed; and it fails when a file is in the way of a folder.
 */
final class LocalObjects extends ForwardingBlobStore {

    private final StoreFiles files;
    private final Writes writes;

    LocalObjects(BlobStore store, StoreFiles files, Writes writes) {
        super(store);
        this.files = files;
        this.writes = writes;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = delegate().list(request);
        return page.toBuilder()
                .contents(page.contents().stream()
                        .filter(object -> !writes.isUnfinished(request.bucket(), object))
                        .toList())
                .build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        Target target = writable(request.bucket(), request.key());
        return writes.write(target, () -> delegate().putBlob(request, payload));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        readable(request.sourceBucket(), request.sourceKey());
        Target target = writable(request.destinationBucket(), request.destinationKey());
        return writes.write(target, () -> delegate().copyBlob(request));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        writable(request.bucket(), request.key());
        return delegate().initiateMultipartUpload(request);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        Target target = writable(upload.containerName(), upload.blobName());
        return writes.write(target, () -> delegate().completeMultipartUpload(upload, request));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        readable(request.bucket(), request.key());
        return delegate().blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        readable(request.bucket(), request.key());
        return delegate().getBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return files.isBelowFile(new Target(request.bucket(), request.key()))
                ? DeleteObjectResponse.builder().build()
                : delegate().removeBlob(request);
    }

    private Target writable(String bucket, String key) {
        Target target = new Target(bucket, key);
        if (files.isBlocked(target)) {
            throw new S3ProxyException(
                    S3ErrorCode.INVALID_ARGUMENT,
                    "This server keeps objects as files: with an object \"a\" there is no \"a/b\", and the other way round.");
        }
        return target;
    }

    private void readable(String bucket, String key) {
        if (files.isBelowFile(new Target(bucket, key))) {
            throw S3Exceptions.noSuchKey(bucket, key, "");
        }
    }
}
