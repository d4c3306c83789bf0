package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The buckets of the {@link FaultyProvider}. A secret is shown once: whoever asks for a key's name again gets another key. */
class FaultyStorage implements StorageProvider {

    private static final String ENDPOINT = "http://s3.test";
    private static final AtomicInteger ISSUED = new AtomicInteger();
    private static final Map<String, UUID> PROJECTS = new ConcurrentHashMap<>();

    @Override
    public void ensureBucket(BucketSpec spec) {
        FaultyProvider.run(spec.identity(), Call.ENSURE, () -> FaultyProvider.make(spec.identity(), spec.settings()));
    }

    @Override
    public BucketObservation observe(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.OBSERVE,
                () -> FaultyProvider.exists(identity.serviceId())
                        ? new BucketObservation.Available(bucket(identity), FaultyProvider.REGION, ENDPOINT)
                        : new BucketObservation.Absent());
    }

    @Override
    public List<Difference> differences(BucketSpec wanted) {
        return FaultyProvider.around(wanted.identity(), Call.COMPARE, () -> {
            BucketSettings settings = wanted.settings();
            BucketSettings there =
                    (BucketSettings) FaultyProvider.resource(wanted.identity().serviceId()).settings;
            return new Differences()
                    .compare("versioning", settings.versioning(), there.versioning())
                    .compare("encryption", settings.encryption(), there.encryption())
                    .compare("lifecycle", settings.lifecycle(), there.lifecycle())
                    .compare("cors", settings.cors(), there.cors())
                    .compare("public_access", settings.publicAccess(), there.publicAccess())
                    .all();
        });
    }

    @Override
    public boolean isEmpty(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.IS_EMPTY,
                () -> !FaultyProvider.exists(identity.serviceId())
                        || FaultyProvider.resource(identity.serviceId()).objects.isEmpty());
    }

    @Override
    public Instant clock(ResourceIdentity identity) {
        return FaultyProvider.around(identity, Call.CLOCK, StoredObjects::clock);
    }

    @Override
    public boolean empty(ResourceIdentity identity, Instant writtenUntil, int atMost) {
        return FaultyProvider.around(
                identity,
                Call.EMPTY,
                () -> !FaultyProvider.exists(identity.serviceId())
                        || FaultyProvider.resource(identity.serviceId()).objects.removeSome(writtenUntil, 2));
    }

    @Override
    public void delete(ResourceIdentity identity) {
        FaultyProvider.run(identity, Call.DELETE, () -> {
            if (FaultyProvider.exists(identity.serviceId())
                    && !FaultyProvider.resource(identity.serviceId()).objects.isEmpty()) {
                throw new ProviderException.Permanent(
                        ProviderException.Permanent.Reason.NOT_EMPTY, "The bucket holds objects.", null);
            }
            FaultyProvider.remove(identity);
        });
    }

    @Override
    public BucketCredentials issueCredentials(ResourceIdentity identity, String name) {
        return FaultyProvider.around(identity, Call.ISSUE, () -> {
            PROJECTS.put(bucket(identity), identity.projectId());
            String id = "KEY" + ISSUED.incrementAndGet();
            FaultyProvider.resource(identity.serviceId()).keys.put(name, id);
            return new BucketCredentials(
                    id, new Secret("secret of " + id), bucket(identity), FaultyProvider.REGION, ENDPOINT);
        });
    }

    @Override
    public List<String> accessKeys(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.ACCESS_KEYS,
                () -> FaultyProvider.exists(identity.serviceId())
                        ? List.copyOf(FaultyProvider.resource(identity.serviceId())
                                .keys
                                .values())
                        : List.of());
    }

    @Override
    public int countKeys(ResourceIdentity identity) {
        return FaultyProvider.exists(identity.serviceId())
                ? FaultyProvider.resource(identity.serviceId()).keys.size()
                        + FaultyProvider.resource(identity.serviceId()).keysLeftBehind
                : 0;
    }

    @Override
    public void revokeCredentials(ResourceIdentity identity, String accessKeyId) {
        FaultyProvider.run(identity, Call.REVOKE, () -> {
            if (FaultyProvider.exists(identity.serviceId())) {
                FaultyProvider.resource(identity.serviceId()).keys.values().remove(accessKeyId);
            }
        });
    }

    @Override
    public PresignedUrl presign(BucketCredentials signer, PresignRequest request) {
        return FaultyProvider.faults(Objects.requireNonNull(PROJECTS.get(signer.bucket())))
                .around(
                        Call.PRESIGN,
                        () -> new PresignedUrl(
                                ENDPOINT + "/" + signer.bucket() + "/" + request.key() + "?signer="
                                        + signer.accessKeyId(),
                                Map.of(),
                                Instant.now().plus(request.expiresIn())));
    }

    private static String bucket(ResourceIdentity identity) {
        return "b-" + identity.compactServiceId();
    }
}
