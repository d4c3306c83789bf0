package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Service;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Opens the database again that a restoration has closed, before the restoration fails. That it fails is recorded first, so that no worker which is late
 * opens a database whose restoration goes on.
 */
@ApplicationScoped
class FailedRestorations {

    private static final Logger LOG = Logger.getLogger(FailedRestorations.class);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final String FAILURE = "failure";
    private static final String UNTIL = "undone_until";

    private final LoginSteps logins;
    private final Clock clock;

    FailedRestorations(LoginSteps logins, Clock clock) {
        this.logins = logins;
        this.clock = clock;
    }

    /** Whether it is recorded that the step has failed. */
    static boolean isFailing(Step step) {
        return step.data().has(FAILURE);
    }

    /** Records the failure of a restoration that may have closed the database. */
    StepOutcome failing(Operation operation, Step step, StepOutcome.Failed failed) {
        if (isFailing(step)) {
            return goingOn(step, failed);
        }
        if (operation.type() != OperationType.RESTORE || step.name().equals(ServiceSteps.RESTORE_SNAPSHOT)) {
            return failed;
        }
        ObjectNode data =
                Json.object().put(UNTIL, clock.instant().plus(PATIENCE).toString());
        data.set(FAILURE, Json.tree(failed.failure()));
        return new StepOutcome.Undoing(failed.failure(), data);
    }

    /** What fails while the failure is being undone takes neither its place nor its time. */
    private StepOutcome goingOn(Step step, StepOutcome.Failed failed) {
        OperationFailure first = recorded(step);
        if (failed.failure().equals(first)) {
            return failed;
        }
        return clock.instant().isBefore(until(step))
                ? new StepOutcome.Undoing(first, step.data())
                : new StepOutcome.Failed(first, StepPerformer.leftDegraded());
    }

    private static OperationFailure recorded(Step step) {
        return Json.value(step.data().path(FAILURE), OperationFailure.class);
    }

    private static Instant until(Step step) {
        return Instant.parse(step.data().path(UNTIL).asText());
    }

    /** Lets clients into the database again; one that cannot be opened for long is left as it is, and degraded. */
    StepOutcome undo(Step step, Service service) {
        OperationFailure failure = recorded(step);
        try {
            logins.reopen(service);
            return new StepOutcome.Failed(failure);
        } catch (ProviderException e) {
            if (e instanceof ProviderException.Retryable && clock.instant().isBefore(until(step))) {
                return new StepOutcome.Undoing(failure, step.data());
            }
            LOG.warnf("database-not-reopened service=%s reason=%s", service.id(), e.reason());
            return new StepOutcome.Failed(failure, StepPerformer.leftDegraded());
        }
    }
}
