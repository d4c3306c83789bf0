package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Findings;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;

/** The steps that look at a resource, and those that make it obey its service again. */
@ApplicationScoped
class LookSteps {

    private static final int LOOKS_AT_WHAT_VANISHED = 4;
    private static final String ADOPTED_NOTHING = "The resource is gone, so there is nothing to take over.";

    private final Inspection inspection;
    private final ComputeResources compute;
    private final Findings findings;

    LookSteps(Inspection inspection, ComputeResources compute, Findings findings) {
        this.inspection = inspection;
        this.compute = compute;
        this.findings = findings;
    }

    /** Ends an operation that was not asked to make anew what has vanished. */
    StepOutcome checkPresent(Operation operation, Service service, Step step) {
        boolean recreate = operation.input().path(ServiceRecords.RECREATE).asBoolean();
        if (recreate || !(inspection.look(service) instanceof Finding.Vanished)) {
            return new StepOutcome.Done(Json.object());
        }
        if (isToBeSeenAgain(step)) {
            return StepPerformer.lookAgain(step);
        }
        String detail = operation.type() == OperationType.CREATE ? ADOPTED_NOTHING : Findings.VANISHED_DETAIL;
        return new StepOutcome.Failed(
                new OperationFailure(ProblemCode.INVALID_STATE, Findings.VANISHED, detail, false));
    }

    /** What does not show once may show again; a second look tells. */
    private static boolean isToBeSeenAgain(Step step) {
        return StepPerformer.looks(step) < LOOKS_AT_WHAT_VANISHED - 1;
    }

    /** Starts or stops an instance that somebody stopped or started. */
    StepOutcome restoreState(Service service, Step step) {
        if (!(compute.observe(service) instanceof Observed.Ready ready)) {
            return StepPerformer.lookAgain(step);
        }
        if (!isAsDesired(service, ready.status())) {
            if (service.desiredState() == ServiceStatus.STOPPED) {
                compute.stop(service);
            } else {
                compute.start(service);
            }
        }
        return new StepOutcome.Done(Json.object());
    }

    /** Looks, and has recorded what was found. */
    StepOutcome look(Operation operation, Service service, Step step) {
        Finding finding = inspection.look(service);
        if (operation.type() == OperationType.REVERT) {
            return afterReverting(service, step, finding);
        }
        // Nobody waits for what is changing by itself: the next round looks at it again.
        return finding instanceof Finding.Vanished && isToBeSeenAgain(step)
                ? StepPerformer.lookAgain(step)
                : new StepOutcome.Done(Json.object(), () -> findings.found(service.id(), finding));
    }

    private StepOutcome afterReverting(Service service, Step step, Finding finding) {
        return switch (finding) {
            case Finding.Present present when !isAsDesired(service, present.status()) -> StepPerformer.lookAgain(step);
            case Finding.Present present ->
                new StepOutcome.Done(Json.object(), () -> findings.settled(service.id(), present));
            case Finding.Changing changing -> StepPerformer.lookAgain(step);
            case Finding.Vanished vanished -> throw StepPerformer.notYet("resource");
            case Finding.Broken(String reason) -> StepPerformer.broken(reason);
        };
    }

    private static boolean isAsDesired(Service service, ServiceStatus status) {
        return service.desiredState() == null || service.desiredState() == status;
    }
}
