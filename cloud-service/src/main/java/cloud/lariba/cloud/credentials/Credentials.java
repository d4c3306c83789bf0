package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceActions;
import cloud.lariba.cloud.services.ServiceGate;
import cloud.lariba.cloud.services.ServiceView;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Shows people how to get at what was provisioned. Each time is recorded, with who asked and without the secret. */
@ApplicationScoped
class Credentials {

    private static final Logger LOG = Logger.getLogger(Credentials.class);
    private static final String ISSUED = "cloud.lariba.credentials.issued";

    private final ServiceGate gate;
    private final ServiceActions actions;
    private final DatabaseLogins logins;
    private final Providers providers;
    private final SigningKeys signingKeys;
    private final EventLog events;
    private final BucketKeys bucketKeys;

    Credentials(
            ServiceGate gate,
            ServiceActions actions,
            DatabaseLogins logins,
            Providers providers,
            SigningKeys signingKeys,
            EventLog events,
            BucketKeys bucketKeys) {
        this.gate = gate;
        this.actions = actions;
        this.logins = logins;
        this.providers = providers;
        this.signingKeys = signingKeys;
        this.events = events;
        this.bucketKeys = bucketKeys;
    }

    /**
     * A new access key of a bucket, or the login of a database.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code invalid_state}, {@code not_supported_by_provider}, {@code quota_exceeded} when
     *     the bucket has as many keys as it may have, or why the provider does not answer
     */
    Issued issue(UUID serviceId, UUID userId) {
        Service service = usable(serviceId, userId);
        return switch (service.type()) {
            case STORAGE -> bucketKeys.issue(service);
            case DATABASE -> login(service);
            case COMPUTE -> throw unsupported("An instance has no credentials; log in with the SSH keys of its spec.");
        };
    }

    private Issued login(Service service) {
        ObjectNode outputs = service.outputs();
        DatabaseLogin login = logins.current(service.id()).orElseThrow(Credentials::notReady);
        if (!outputs.has("host")) {
            throw notReady();
        }
        String username = providers.get(service.provider()).database().username(service.identity(), login.slot());
        CredentialsView view = CredentialsView.database(
                outputs.path("host").asText(),
                outputs.path("port").asInt(),
                outputs.path("database").asText(),
                username,
                login.password().value());
        return new Issued(service, view.type(), username, view, Optional.empty());
    }

    /**
     * Gives a database another login, or takes all access keys of a bucket away; an operation does it.
     *
     * @throws ProblemException as {@link #issue}, and {@code operation_in_progress}
     */
    ServiceView rotate(UUID serviceId, UUID userId) {
        Service service = usable(serviceId, userId);
        if (service.type() == ServiceType.COMPUTE) {
            throw unsupported("An instance has no credentials that could be rotated.");
        }
        return actions.rotateCredentials(serviceId, userId);
    }

    /**
     * A URL for one object of a bucket.
     *
     * @throws ProblemException as {@link #issue}
     */
    Issued presign(UUID serviceId, UUID userId, PresignRequest request) {
        Service service = usable(serviceId, userId);
        if (service.type() != ServiceType.STORAGE) {
            throw unsupported("Only buckets have presigned URLs.");
        }
        try {
            PresignedUrl url = presign(service, request);
            return new Issued(service, "presigned_url", request.method() + " " + request.key(), url, Optional.empty());
        } catch (ProviderException e) {
            throw ProviderFailures.problem(e);
        }
    }

    private PresignedUrl presign(Service service, PresignRequest request) {
        SigningKey key = signingKeys.current(service);
        PresignedUrl url = providers.get(service.provider()).storage().presign(key.credentials(), request);
        signingKeys.requireCurrent(service, key);
        return url;
    }

    private Service usable(UUID serviceId, UUID userId) {
        Service service = gate.see(serviceId, userId, Permission.USE_CREDENTIALS);
        if (!Lifecycle.holdsResource(service.status())) {
            throw notReady();
        }
        return service;
    }

    /** Records that somebody is shown this; in the transaction that keeps the answer, if there is one. */
    void record(Issued issued, UUID userId) {
        Service service = issued.service();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service_id", service.id());
        details.put("project_id", service.projectId());
        details.put("actor_id", userId);
        details.put("kind", issued.kind());
        details.put("issued", issued.what());
        QuarkusTransaction.joiningExisting()
                .run(() -> events.append(ISSUED, service.projectId(), service.id(), details));
    }

    /** Takes away what nobody is shown. A failure hurts nobody, since nobody has the secret. */
    void takeBack(Issued issued) {
        Service service = issued.service();
        issued.accessKeyId().ifPresent(key -> {
            try {
                providers.get(service.provider()).storage().revokeCredentials(service.identity(), key);
            } catch (ProviderException e) {
                LOG.warnf(e, "access-key-left-behind service=%s key=%s", service.id(), key);
            }
        });
    }

    static ProblemException notReady() {
        return ProblemException.of(
                ProblemCode.INVALID_STATE, "The service has nothing yet that credentials would open.");
    }

    private static ProblemException unsupported(String detail) {
        return ProblemException.of(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, detail);
    }
}
