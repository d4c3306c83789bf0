package cloud.lariba.gateway.requests;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;

/** The refusal of what two readers could read differently. */
final class Ambiguity {

    private Ambiguity() {}

    static ProblemException of(String detail) {
        return ProblemException.of(ProblemCode.AMBIGUOUS_REQUEST, detail);
    }
}
