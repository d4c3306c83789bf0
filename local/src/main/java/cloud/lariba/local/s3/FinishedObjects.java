package cloud.lariba.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The filesystem store without the files that it has not finished. It writes an object under another name beside its place,
 * lists that as an object, and leaves it there when the process is killed.
 */
final class FinishedObjects extends ForwardingBlobStore {

    private final Writes writes;

    FinishedObjects(BlobStore store, Writes writes) {
        super(store);
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
        return writes.write(
                new Target(request.bucket(), request.key()), () -> delegate().putBlob(request, payload));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return writes.write(
                new Target(request.destinationBucket(), request.destinationKey()),
                () -> delegate().copyBlob(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return writes.write(
                new Target(upload.containerName(), upload.blobName()),
                () -> delegate().completeMultipartUpload(upload, request));
    }
}
