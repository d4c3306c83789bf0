package cloud.lariba.rest;

/**
 * A neighbour answered, but with a failure of its own or ours: a 5xx, or a refusal of our token. Not a {@link cloud.lariba.problem.ProblemException},
 * because those are answers, which are neither asked for again nor counted by circuit breakers; this is to be counted.
 */
public class NeighbourFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A failure with this HTTP status. */
    public NeighbourFailed(int status) {
        super("answered " + status);
    }
}
