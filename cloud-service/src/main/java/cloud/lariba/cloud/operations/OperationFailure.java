package cloud.lariba.cloud.operations;

import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import java.util.List;
import java.util.Map;

/**
 * Why a step did not succeed.
 *
 * @param code the problem's code
 * @param reason a stable word that tells this failure from others of its code, such as {@code throttled}
 * @param detail one sentence that is safe to show
 * @param retryable whether the same request may succeed later
 */
public record OperationFailure(ProblemCode code, String reason, String detail, boolean retryable) {

    Problem problem() {
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                detail,
                null,
                code.wireName(),
                null,
                List.of(),
                Map.of("reason", reason));
    }
}
