package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Gives out access keys of buckets, up to a number of them. */
@ApplicationScoped
class BucketKeys {

    private final Providers providers;
    private final CredentialsConfig config;
    private final Ids ids;

    BucketKeys(Providers providers, CredentialsConfig config, Ids ids) {
        this.providers = providers;
        this.config = config;
        this.ids = ids;
    }

    /**
     * A new key of a bucket.
     *
     * @throws ProblemException {@code quota_exceeded}, or why the provider does not answer
     */
    Issued issue(Service service) {
        try {
            StorageProvider storage = providers.get(service.provider()).storage();
            if (storage.countKeys(service.identity()) >= config.keysPerService()) {
                requireRoom(storage.accessKeys(service.identity()).size());
            }
            BucketCredentials key =
                    storage.issueCredentials(service.identity(), ids.next().toString());
            CredentialsView view = CredentialsView.bucket(
                    key.accessKeyId(), key.secretAccessKey().value(), key.bucket(), key.region(), key.endpoint());
            return new Issued(service, view.type(), key.accessKeyId(), view, Optional.of(key.accessKeyId()));
        } catch (ProviderException e) {
            throw ProviderFailures.problem(e);
        }
    }

    private void requireRoom(int used) {
        if (used >= config.keysPerService()) {
            throw ProblemException.of(
                            ProblemCode.QUOTA_EXCEEDED,
                            "The bucket has as many access keys as it may have; rotate its credentials to take them away.")
                    .with("dimension", "access_keys")
                    .with("limit", config.keysPerService())
                    .with("used", used)
                    .with("requested", 1);
        }
    }
}
