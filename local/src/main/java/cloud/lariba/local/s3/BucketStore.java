package cloud.lariba.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * What a bucket key sees of the store: the objects of one bucket. Other buckets, creating and deleting buckets, every way
 * of making something public, and keys that lead out of the bucket are refused. It is a forwarding store because s3proxy
 * looks through such a one for the kind of store behind it, on which its handling of multipart uploads depends; so it must
 * override every method.
 */
final class BucketStore extends ForwardingBlobStore {

    private static final int WORTH_FINISHING = 256 * 1024;

    private final String bucket;
    private final BlobStore store;

    BucketStore(String bucket, BlobStore store) {
        super(store);
        this.bucket = bucket;
        this.store = store;
    }

    /** Returns what a request without a signature sees: nothing, not even whether a bucket or an object is there. */
    static BucketStore closed(BlobStore store) {
        return new BucketStore("", store);
    }

    @Override
    public void close() {
        // The store behind it serves the other keys too.
    }

    private BlobStore opened(@Nullable String requested) {
        if (!bucket.equals(requested)) {
            throw denied();
        }
        return store;
    }

    private BlobStore opened(@Nullable String requested, @Nullable String key) {
        ObjectKeys.require(key);
        return opened(requested);
    }

    private BlobStore opened(MultipartUpload upload) {
        ObjectKeys.requireUpload(upload.id());
        return opened(upload.containerName(), upload.blobName());
    }

    private static S3ProxyException denied() {
        return new S3ProxyException(S3ErrorCode.ACCESS_DENIED);
    }

    private static void keepPrivate(@Nullable ObjectCannedACL acl) {
        if (acl != null && acl != ObjectCannedACL.PRIVATE && acl != ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL) {
            throw denied();
        }
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return opened(request.bucket()).headBucket(request);
    }

    @Override
    public boolean blobExists(String container, String name) {
        return opened(container, name).blobExists(container, name);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ObjectKeys.requirePrefix(request.prefix());
        String prefix = Objects.requireNonNullElse(request.prefix(), "");
        ListObjectsV2Response page = opened(request.bucket()).list(request);
        // The store compares paths, for which "a/" and "a" are the same beginning.
        return page.toBuilder()
                .contents(page.contents().stream()
                        .filter(object -> object.key().startsWith(prefix))
                        .toList())
                .commonPrefixes(page.commonPrefixes().stream()
                        .filter(common -> common.prefix().startsWith(prefix))
                        .toList())
                .build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        try {
            keepPrivate(request.acl());
            return opened(request.bucket(), request.key()).putBlob(request, payload);
        } catch (S3ProxyException e) {
            letFinish(payload);
            throw e;
        }
    }

    /** Lets a client finish sending: many read no answer while they cannot, and take the refusal for a broken connection. */
    private static void letFinish(InputStream payload) {
        try {
            payload.readNBytes(WORTH_FINISHING);
        } catch (IOException e) {
            // What is wrong with the body does not matter any more.
        }
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        keepPrivate(request.acl());
        opened(request.sourceBucket(), request.sourceKey());
        return opened(request.destinationBucket(), request.destinationKey()).copyBlob(request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return opened(request.bucket(), request.key()).blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return opened(request.bucket(), request.key()).getBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return opened(request.bucket(), request.key()).removeBlob(request);
    }

    @Override
    public boolean supportsVersioning() {
        return store.supportsVersioning();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return opened(request.bucket()).getBucketVersioning(request);
    }

    @Override
    public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
        ObjectKeys.requirePrefix(request.prefix());
        return opened(request.bucket()).listVersions(request);
    }

    @Override
    public ObjectCannedACL getBlobAccess(String container, String name) {
        return opened(container, name).getBlobAccess(container, name);
    }

    @Override
    public ObjectCannedACL getBlobAccess(String container, String name, String versionId) {
        return opened(container, name).getBlobAccess(container, name, versionId);
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        return opened(request.bucket(), request.key()).getBlobAcl(request);
    }

    @Override
    public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
        return opened(request.bucket()).getContainerAcl(request);
    }

    @Override
    public boolean supportsServerSideEncryption() {
        return store.supportsServerSideEncryption();
    }

    @Override
    public boolean supportsBucketEncryption() {
        return store.supportsBucketEncryption();
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        return opened(request.bucket()).getBucketEncryption(request);
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        throw denied();
    }

    @Override
    public DeleteBucketEncryptionResponse deleteBucketEncryption(DeleteBucketEncryptionRequest request) {
        throw denied();
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        throw denied();
    }

    @Override
    public BucketCannedACL getContainerAccess(String container) {
        return opened(container).getContainerAccess(container);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        keepPrivate(request.acl());
        ObjectKeys.requireForParts(request.key());
        return opened(request.bucket()).initiateMultipartUpload(request);
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        opened(upload).abortMultipartUpload(upload);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return opened(upload).completeMultipartUpload(upload, request);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream payload) {
        try {
            return opened(upload).uploadMultipartPart(upload, request, payload);
        } catch (S3ProxyException e) {
            letFinish(payload);
            throw e;
        }
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return opened(upload).listMultipartUpload(upload);
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String container) {
        return opened(container).listMultipartUploads(container);
    }

    @Override
    public long getMinimumMultipartPartSize() {
        return store.getMinimumMultipartPartSize();
    }

    @Override
    public ListBucketsResponse list() {
        throw denied();
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        throw denied();
    }

    @Override
    public void clearContainer(ListObjectsV2Request request) {
        throw denied();
    }

    @Override
    public void deleteContainer(String container) {
        throw denied();
    }

    @Override
    public void deleteBucket(String container) {
        throw denied();
    }

    @Override
    public void setContainerAccess(String container, BucketCannedACL access) {
        throw denied();
    }

    @Override
    public void setBlobAccess(String container, String name, ObjectCannedACL access) {
        opened(container, name);
        keepPrivate(Objects.requireNonNull(access));
        store.setBlobAccess(container, name, access);
    }

    @Override
    public void setBlobAccess(String container, String name, ObjectCannedACL access, String versionId) {
        opened(container, name);
        keepPrivate(Objects.requireNonNull(access));
        store.setBlobAccess(container, name, access, versionId);
    }
}
