package cloud.lariba.cloud.providers;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Buckets. Every call may be repeated: it acts only on the difference between what is asked and what is there.
 *
 * <p>Every method throws {@link ProviderException}.
 */
public interface StorageProvider {

    /** Makes the bucket, or makes it obey the settings. {@link #observe} tells when that is done. */
    void ensureBucket(BucketSpec spec);

    /** What is there. */
    BucketObservation observe(ResourceIdentity identity);

    /**
     * In what the bucket is not as this says, as far as the provider can tell.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such bucket
     */
    default List<Difference> differences(BucketSpec wanted) {
        return List.of();
    }

    /** Whether the bucket has no objects; a missing bucket has none. */
    boolean isEmpty(ResourceIdentity identity);

    /**
     * The time by the clock that tells when the bucket's objects were written.
     *
     * @throws ProviderException.Permanent {@code not_found} when there is no such bucket
     */
    Instant clock(ResourceIdentity identity);

    /**
     * Removes some of the objects for good, versions and unfinished uploads included; call again until it answers true.
     *
     * @param writtenUntil by {@link #clock}: what was written in a later second stays; {@link Instant#MAX} for everything
     * @param atMost how many objects one call may remove, 1–1000
     * @return whether nothing is left of what is to be removed
     */
    boolean empty(ResourceIdentity identity, Instant writtenUntil, int atMost);

    /**
     * Removes the empty bucket and every access key to it; does nothing when they are gone.
     *
     * @throws ProviderException.Permanent {@code not_empty} when the bucket holds objects
     */
    void delete(ResourceIdentity identity);

    /**
     * Makes an access key that may do everything with the bucket's objects and nothing else. There is one key of a name: asked again for it,
     * a provider gives the same one, or, when it shows secrets only once, another one in its place. Whoever must not lose a key to somebody
     * else who asks at the same time takes a name of his own.
     *
     * @param name which of the bucket's keys, 1–64 of {@code [a-z0-9-]}
     * @throws ProviderException.Permanent {@code not_found} when there is no such bucket
     */
    BucketCredentials issueCredentials(ResourceIdentity identity, String name);

    /** The ids of the access keys that were issued and not revoked, in no order; none when there is no such bucket. */
    List<String> accessKeys(ResourceIdentity identity);

    /** No fewer than there are access keys, at little cost; but one that was made a moment ago may not be counted yet, and what a call that died has left may be. */
    default int countKeys(ResourceIdentity identity) {
        return accessKeys(identity).size();
    }

    /** Takes an access key away within seconds; does nothing when it is gone or belongs to another bucket. */
    void revokeCredentials(ResourceIdentity identity, String accessKeyId);

    /** As {@link #revokeCredentials(ResourceIdentity, String)}, for many keys. */
    default void revokeCredentials(ResourceIdentity identity, Set<String> accessKeyIds) {
        accessKeyIds.forEach(key -> revokeCredentials(identity, key));
    }

    /**
     * Makes a URL that lets its bearer do one thing with one object for a while. Revoking the key that signs it ends it sooner. Only computes:
     * nothing is asked of the provider, so neither the key nor the bucket need be there.
     *
     * @param signer the key that signs, of the bucket that holds the object
     */
    PresignedUrl presign(BucketCredentials signer, PresignRequest request);
}
