package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.catalog.ServiceType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A durable piece of work on a service or a project, as it was read.
 *
 * @param id its id
 * @param projectId the project that it belongs to
 * @param serviceId the service that it changes; null when it is about the project
 * @param serviceType the type of that service
 * @param type what it does
 * @param state how far it is
 * @param input what the steps need to know; never a secret
 * @param actorId the user who asked; null when the platform itself did
 * @param failures how often the current step failed in a row
 * @param cancelRequested whether it is to be given up
 * @param error the problem document of the last failure, or null
 * @param retryable whether the same request may succeed after the failure
 * @param deadlineAt when the next failure or wait is the last one
 * @param createdAt when it was asked for
 * @param finishedAt when it ended, or null
 * @param steps in their order
 */
public record Operation(
        UUID id,
        UUID projectId,
        @Nullable UUID serviceId,
        @Nullable ServiceType serviceType,
        OperationType type,
        OperationState state,
        ObjectNode input,
        @Nullable UUID actorId,
        int failures,
        boolean cancelRequested,
        @Nullable JsonNode error,
        boolean retryable,
        Instant deadlineAt,
        Instant createdAt,
        @Nullable Instant finishedAt,
        List<Step> steps) {

    /** The service that it changes, of an operation that changes one. */
    public UUID requiredServiceId() {
        if (serviceId == null) {
            throw new IllegalStateException("operation " + id + " is about a project");
        }
        return serviceId;
    }

    /** The type of the service that it changes, of an operation that changes one. */
    public ServiceType requiredServiceType() {
        if (serviceType == null) {
            throw new IllegalStateException("operation " + id + " is about a project");
        }
        return serviceType;
    }

    /** The first step that has not ended. */
    public Optional<Step> nextStep() {
        return steps.stream().filter(Step::isOpen).findFirst();
    }

    /** The step of this name. */
    public Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Percent of the steps that are done. */
    int progress() {
        if (state == OperationState.SUCCEEDED || steps.isEmpty()) {
            return state == OperationState.SUCCEEDED ? 100 : 0;
        }
        long done = steps.stream()
                .filter(step -> step.state() == Step.State.SUCCEEDED)
                .count();
        return (int) (100 * done / steps.size());
    }

    /** The same operation with these steps. */
    Operation with(List<Step> newSteps) {
        return copy(state, failures, cancelRequested, newSteps);
    }

    /** The operation after it ended in this state. */
    Operation ended(OperationState finalState) {
        return copy(finalState, failures, cancelRequested, steps);
    }

    /** The operation as it is once it is known whether it is to be given up. */
    Operation withCancelRequested(boolean requested) {
        return copy(state, failures, requested, steps);
    }

    /** The operation after the step was done and left this. */
    Operation after(Step done, ObjectNode data) {
        List<Step> after = steps.stream()
                .map(step -> step.position() == done.position() ? step.done(data) : step)
                .toList();
        return copy(state, 0, cancelRequested, after);
    }

    /** The operation after a try of the step left this. */
    Operation left(Step tried, ObjectNode data) {
        List<Step> after = steps.stream()
                .map(step -> step.position() == tried.position() ? step.left(data) : step)
                .toList();
        return copy(state, failures, cancelRequested, after);
    }

    private Operation copy(OperationState newState, int newFailures, boolean newCancelRequested, List<Step> newSteps) {
        return new Operation(
                id,
                projectId,
                serviceId,
                serviceType,
                type,
                newState,
                input,
                actorId,
                newFailures,
                newCancelRequested,
                error,
                retryable,
                deadlineAt,
                createdAt,
                finishedAt,
                newSteps);
    }
}
