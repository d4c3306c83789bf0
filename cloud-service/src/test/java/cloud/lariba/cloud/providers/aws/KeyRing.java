package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Storage, and the keys that it issued, which only AWS knows otherwise. */
record KeyRing(StorageProvider storage, Map<String, BucketCredentials> keys) implements StorageProvider {

    KeyRing(StorageProvider storage) {
        this(storage, new ConcurrentHashMap<>());
    }

    @Override
    public BucketCredentials issueCredentials(ResourceIdentity identity, String name) {
        BucketCredentials key = storage.issueCredentials(identity, name);
        keys.put(key.accessKeyId(), key);
        return key;
    }

    @Override
    public void ensureBucket(BucketSpec spec) {
        storage.ensureBucket(spec);
    }

    @Override
    public BucketObservation observe(ResourceIdentity identity) {
        return storage.observe(identity);
    }

    @Override
    public boolean isEmpty(ResourceIdentity identity) {
        return storage.isEmpty(identity);
    }

    @Override
    public Instant clock(ResourceIdentity identity) {
        return storage.clock(identity);
    }

    @Override
    public boolean empty(ResourceIdentity identity, Instant writtenUntil, int atMost) {
        return storage.empty(identity, writtenUntil, atMost);
    }

    @Override
    public void delete(ResourceIdentity identity) {
        storage.delete(identity);
    }

    @Override
    public List<String> accessKeys(ResourceIdentity identity) {
        return storage.accessKeys(identity);
    }

    @Override
    public void revokeCredentials(ResourceIdentity identity, String accessKeyId) {
        storage.revokeCredentials(identity, accessKeyId);
    }

    @Override
    public PresignedUrl presign(BucketCredentials signer, PresignRequest request) {
        return storage.presign(signer, request);
    }
}
