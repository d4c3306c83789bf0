package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Operations;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The steps that make a database's login and take the one before it away. Their passwords were kept by the request that asked for them. */
@ApplicationScoped
class LoginSteps {

    /** The output of a database that names its current login. */
    static final String USERNAME = "username";

    private static final String GRACE_UNTIL = "grace_until";
    private static final int MOST_CHANGES = 10;
    private static final Logger LOG = Logger.getLogger(LoginSteps.class);

    private final Providers providers;
    private final DatabaseLogins logins;
    private final ServiceRecords records;
    private final Operations operations;
    private final DatabasesConfig config;
    private final Clock clock;

    LoginSteps(
            Providers providers,
            DatabaseLogins logins,
            ServiceRecords records,
            Operations operations,
            DatabasesConfig config,
            Clock clock) {
        this.providers = providers;
        this.operations = operations;
        this.logins = logins;
        this.records = records;
        this.config = config;
        this.clock = clock;
    }

    /** Admits the next login, which is current when that is recorded; or the current one again, when none is to follow it. */
    StepOutcome create(Service service) {
        Optional<DatabaseLogin> next = logins.next(service.id());
        DatabaseLogin login = next.or(() -> logins.current(service.id())).orElseThrow();
        provider(service).admit(service.identity(), logins.administrator(service.id()), login);
        String username = provider(service).username(service.identity(), login.slot());
        return new StepOutcome.Done(Json.object(), () -> {
            logins.promote(service.id());
            records.output(service.id(), USERNAME, username);
        });
    }

    /** Takes the earlier login away, as soon as nobody is connected with it or its time is over. */
    StepOutcome retire(Service service, Step step) {
        LoginSlot current = logins.current(service.id()).orElseThrow().slot();
        JsonNode known = step.data().path(GRACE_UNTIL);
        Instant until = known.isTextual()
                ? Instant.parse(known.textValue())
                : clock.instant().plus(config.rotationGrace());
        var administrator = logins.administrator(service.id());
        if (clock.instant().isBefore(until)
                && provider(service).isConnectedOtherwise(service.identity(), administrator, current)) {
            return StepPerformer.lookAgain(step, step.data().deepCopy().put(GRACE_UNTIL, until.toString()));
        }
        provider(service).retireOthers(service.identity(), administrator, current);
        return new StepOutcome.Done(Json.object());
    }

    /**
     * Makes the current login the one that works, after a worker that had lost its operation may have admitted another one. While an
     * operation is going on, the other login is left to it. What changes meanwhile is followed.
     */
    void restoreCurrent(UUID serviceId) {
        for (int i = 0; i < MOST_CHANGES; i++) {
            Situation before = situation(serviceId);
            restoreCurrent(before);
            if (situation(serviceId).equals(before)) {
                return;
            }
        }
        LOG.warnf("login-changes-all-the-time service=%s", serviceId);
    }

    /** What decides which login is to work where. */
    private record Situation(Service service, Optional<DatabaseLogin> current) {}

    private Situation situation(UUID serviceId) {
        return new Situation(records.get(serviceId), logins.current(serviceId));
    }

    private void restoreCurrent(Situation situation) {
        Service service = situation.service();
        if (situation.current().isEmpty() || !Lifecycle.holdsResource(service.status()) || isClosed(service)) {
            return;
        }
        DatabaseLogin login = situation.current().get();
        var administrator = logins.administrator(service.id());
        provider(service).admit(service.identity(), administrator, login);
        if (service.operationId() == null) {
            provider(service).retireOthers(service.identity(), administrator, login.slot());
        }
    }

    /** Whether a restoration goes on that has closed the database, or is about to; it admits the login itself, to the new one. */
    private boolean isClosed(Service service) {
        return Optional.ofNullable(service.operationId())
                .flatMap(operations::find)
                .filter(operation -> operation.type() == OperationType.RESTORE)
                .filter(operation -> isClosedFor(operation, service))
                .isPresent();
    }

    /** Whether the service's own database is the one that the restoration replaces. */
    static boolean isClosedFor(Operation restoration, Service service) {
        OptionalLong generation = ServiceRecords.resourceGeneration(restoration.input());
        return generation.isPresent() && generation.getAsLong() != service.resourceGeneration();
    }

    /** Lets clients with the current login into a database again that was closed. */
    void reopen(Service service) {
        logins.current(service.id())
                .ifPresent(login ->
                        provider(service).admit(service.identity(), logins.administrator(service.id()), login));
    }

    /** Makes the current login the only one of a database that is about to replace the service's own. */
    void admitCurrent(Service service, ResourceIdentity replacement) {
        DatabaseLogin login = logins.current(service.id()).orElseThrow();
        var administrator = logins.administrator(service.id());
        provider(service).admit(replacement, administrator, login);
        provider(service).retireOthers(replacement, administrator, login.slot());
    }

    private DatabaseProvider provider(Service service) {
        return providers.get(service.provider()).database();
    }
}
