package cloud.lariba.cloud.failures;

import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** The one place that says what a provider's failure means: to an operation, and to a caller who waits for the provider. */
public final class ProviderFailures {

    private static final Duration COME_BACK = Duration.ofSeconds(5);
    private static final String HOLDS_OBJECTS =
            "The bucket holds objects; delete them first, or delete with force=true.";

    private ProviderFailures() {}

    /**
     * What a failed step means for its operation.
     *
     * @param data what the next try, if there is one, is to know
     */
    public static StepOutcome outcome(ProviderException e, ObjectNode data) {
        String detail = String.valueOf(e.getMessage());
        return switch (e) {
            case ProviderException.Retryable later ->
                new StepOutcome.RetryLater(
                        new OperationFailure(ProblemCode.PROVIDER_ERROR, later.reason(), detail, true), data);
            case ProviderException.NeedsPerson person ->
                new StepOutcome.Failed(new OperationFailure(ProblemCode.PROVIDER_ERROR, person.reason(), detail, true));
            case ProviderException.Permanent permanent
            when permanent.is(ProviderException.Permanent.Reason.NOT_EMPTY) ->
                new StepOutcome.Failed(
                        new OperationFailure(ProblemCode.BUCKET_NOT_EMPTY, permanent.reason(), HOLDS_OBJECTS, true));
            case ProviderException.Permanent permanent ->
                new StepOutcome.Failed(
                        new OperationFailure(ProblemCode.PROVIDER_ERROR, permanent.reason(), detail, false));
            case ProviderException.NotSupported unsupported ->
                new StepOutcome.Failed(new OperationFailure(
                        ProblemCode.NOT_SUPPORTED_BY_PROVIDER, unsupported.reason(), detail, false));
        };
    }

    /** What a failed call means for the caller who waits for it. */
    public static ProblemException problem(ProviderException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e) {
            case ProviderException.Retryable later ->
                ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, detail)
                        .with("reason", later.reason())
                        .retryAfter(COME_BACK);
            case ProviderException.NeedsPerson person ->
                ProblemException.of(ProblemCode.PROVIDER_ERROR, detail).with("reason", person.reason());
            case ProviderException.Permanent permanent
            when permanent.is(ProviderException.Permanent.Reason.NOT_EMPTY) -> bucketNotEmpty();
            case ProviderException.Permanent permanent ->
                ProblemException.of(ProblemCode.INVALID_STATE, detail).with("reason", permanent.reason());
            case ProviderException.NotSupported unsupported ->
                ProblemException.of(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, detail)
                        .with("capability", unsupported.reason());
        };
    }

    /** The bucket holds objects and is not to be deleted with them. */
    public static ProblemException bucketNotEmpty() {
        return ProblemException.of(ProblemCode.BUCKET_NOT_EMPTY, HOLDS_OBJECTS);
    }
}
