package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Operations;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceSecrets;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The keys that sign presigned URLs: one for each bucket, made on first use and kept sealed, and another one as soon as a rotation was asked for,
 * so that URLs from before it stay dead.
 *
 * <p>No row is held while the provider is called. Of several who make a key at once, the one whose key is kept first wins, and the others take
 * theirs away again; each key has a name of its own, so nobody replaces another's. A crash in between leaves a key whose secret nobody has.
 */
@ApplicationScoped
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final ServiceRecords services;
    private final ServiceSecrets secrets;
    private final Operations operations;
    private final Providers providers;
    private final Ids ids;

    SigningKeys(ServiceRecords services, ServiceSecrets secrets, Operations operations, Providers providers, Ids ids) {
        this.services = services;
        this.secrets = secrets;
        this.operations = operations;
        this.providers = providers;
        this.ids = ids;
    }

    /** What became of a key that was made. */
    private sealed interface Keeping {

        /** It is the one now. */
        record Kept(Optional<SigningKey> replaced) implements Keeping {}

        /** Another request was faster. */
        record Beaten(SigningKey winner) implements Keeping {}

        /** A rotation was asked for meanwhile. */
        record Outdated() implements Keeping {}

        /** The bucket is going away. */
        record Homeless() implements Keeping {}
    }

    /**
     * The key that signs now.
     *
     * @throws ProviderException when none can be made
     * @throws ProblemException {@code operation_in_progress} when a rotation overtakes, {@code invalid_state} when the bucket is going away
     */
    SigningKey current(Service bucket) {
        Optional<UUID> rotation = lastRotation(bucket);
        return kept(bucket).filter(key -> key.rotation().equals(rotation)).orElseGet(() -> make(bucket, rotation));
    }

    /**
     * Makes sure that no rotation was asked for since the key was read: it may have looked for keys before this one was there.
     *
     * @throws ProblemException {@code operation_in_progress} when there was one; the key opens nothing any more
     */
    void requireCurrent(Service bucket, SigningKey key) {
        if (!lastRotation(bucket).equals(key.rotation())) {
            storage(bucket)
                    .revokeCredentials(bucket.identity(), key.credentials().accessKeyId());
            throw rotated();
        }
    }

    private SigningKey make(Service bucket, Optional<UUID> rotation) {
        SigningKey made =
                new SigningKey(rotation, storage(bucket).issueCredentials(bucket.identity(), "presign-" + ids.next()));
        // A transaction of its own: an idempotent request's would hold the row until its answer is kept.
        return switch (QuarkusTransaction.requiringNew().call(() -> keep(bucket, made))) {
            case Keeping.Kept(Optional<SigningKey> replaced) -> {
                replaced.ifPresent(old -> discard(bucket, old));
                yield made;
            }
            case Keeping.Beaten(SigningKey winner) -> {
                discard(bucket, made);
                yield winner;
            }
            case Keeping.Outdated outdated -> {
                discard(bucket, made);
                throw rotated();
            }
            case Keeping.Homeless homeless -> {
                discard(bucket, made);
                throw Credentials.notReady();
            }
        };
    }

    private Keeping keep(Service bucket, SigningKey made) {
        Service held = services.hold(bucket.id());
        if (!Lifecycle.holdsResource(held.status())) {
            return new Keeping.Homeless();
        }
        if (!lastRotation(bucket).equals(made.rotation())) {
            return new Keeping.Outdated();
        }
        Optional<SigningKey> present = kept(bucket);
        if (present.isPresent() && present.get().rotation().equals(made.rotation())) {
            return new Keeping.Beaten(present.get());
        }
        secrets.put(bucket.id(), ServiceSecrets.PRESIGN_KEY, made.toJson());
        return new Keeping.Kept(present);
    }

    /** Nobody has the secret of such a key, or the rotation that outdates it takes it away too; so a failure hurts nobody. */
    private void discard(Service bucket, SigningKey key) {
        String id = key.credentials().accessKeyId();
        try {
            storage(bucket).revokeCredentials(bucket.identity(), id);
        } catch (ProviderException e) {
            LOG.warnf(e, "signing-key-left-behind service=%s key=%s", bucket.id(), id);
        }
    }

    private Optional<SigningKey> kept(Service bucket) {
        return secrets.find(bucket.id(), ServiceSecrets.PRESIGN_KEY).map(SigningKey::ofJson);
    }

    private Optional<UUID> lastRotation(Service bucket) {
        return operations.last(bucket.id(), OperationType.ROTATE_CREDENTIALS);
    }

    private StorageProvider storage(Service bucket) {
        return providers.get(bucket.provider()).storage();
    }

    private static ProblemException rotated() {
        return ProblemException.of(
                        ProblemCode.OPERATION_IN_PROGRESS, "The bucket's credentials have just been rotated.")
                .retryAfter(COME_BACK);
    }
}
