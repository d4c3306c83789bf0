package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.providers.BucketCredentials;
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
import cloud.lariba.rest.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Shows people how to get at what was provisioned. Each time is recorded, with who asked and without the secret. */
@ApplicationScoped
class Credentials {

    private static final String ISSUED = "cloud.lariba.credentials.issued";

    private final ServiceGate gate;
    private final ServiceActions actions;
    private final DatabaseLogins logins;
    private final Providers providers;
    private final SigningKeys signingKeys;
    private final EventLog events;
    private final Ids ids;

    Credentials(
            ServiceGate gate,
            ServiceActions actions,
            DatabaseLogins logins,
            Providers providers,
            SigningKeys signingKeys,
            EventLog events,
            Ids ids) {
        this.gate = gate;
        this.actions = actions;
        this.logins = logins;
        this.providers = providers;
        this.signingKeys = signingKeys;
        this.events = events;
        this.ids = ids;
    }

    /**
     * A new access key of a bucket, or the login of a database.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code invalid_state}, {@code not_supported_by_provider}, or why the provider
     *     does not answer
     */
    CredentialsView issue(UUID serviceId, UUID userId) {
        Service service = usable(serviceId, userId);
        CredentialsView issued =
                switch (service.type()) {
                    case STORAGE -> bucketKey(service);
                    case DATABASE -> login(service);
                    case COMPUTE ->
                        throw unsupported("An instance has no credentials; log in with the SSH keys of its spec.");
                };
        String shown = issued.accessKeyId() == null ? issued.username() : issued.accessKeyId();
        record(service, userId, issued.type(), String.valueOf(shown));
        return issued;
    }

    private CredentialsView bucketKey(Service service) {
        try {
            BucketCredentials key = providers
                    .get(service.provider())
                    .storage()
                    .issueCredentials(service.identity(), ids.next().toString());
            return CredentialsView.bucket(
                    key.accessKeyId(), key.secretAccessKey().value(), key.bucket(), key.region(), key.endpoint());
        } catch (ProviderException e) {
            throw ProviderFailures.problem(e);
        }
    }

    private CredentialsView login(Service service) {
        ObjectNode outputs = service.outputs();
        DatabaseLogin login = logins.current(service.id()).orElseThrow(Credentials::notReady);
        if (!outputs.has("host")) {
            throw notReady();
        }
        return CredentialsView.database(
                outputs.path("host").asText(),
                outputs.path("port").asInt(),
                outputs.path("database").asText(),
                providers.get(service.provider()).database().username(service.identity(), login.slot()),
                login.password().value());
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
    PresignedUrl presign(UUID serviceId, UUID userId, PresignRequest request) {
        Service service = usable(serviceId, userId);
        if (service.type() != ServiceType.STORAGE) {
            throw unsupported("Only buckets have presigned URLs.");
        }
        PresignedUrl url;
        try {
            url = presign(service, request);
        } catch (ProviderException e) {
            throw ProviderFailures.problem(e);
        }
        record(service, userId, "presigned_url", request.method() + " " + request.key());
        return url;
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

    private void record(Service service, UUID userId, String kind, String what) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service_id", service.id());
        details.put("project_id", service.projectId());
        details.put("actor_id", userId);
        details.put("kind", kind);
        details.put("issued", what);
        QuarkusTransaction.joiningExisting()
                .run(() -> events.append(ISSUED, service.projectId(), service.id(), details));
    }

    static ProblemException notReady() {
        return ProblemException.of(
                ProblemCode.INVALID_STATE, "The service has nothing yet that credentials would open.");
    }

    private static ProblemException unsupported(String detail) {
        return ProblemException.of(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, detail);
    }
}
