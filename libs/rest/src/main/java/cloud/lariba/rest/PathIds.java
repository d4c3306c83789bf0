package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;

/** Ids in paths. What cannot be an id names nothing, so it is answered like a missing object. */
public final class PathIds {

    private static final int LENGTH = 36;

    private PathIds() {}

    /**
     * Reads the canonical text form of a UUID, in lower case.
     *
     * @throws ProblemException {@code not_found} for anything else
     */
    public static UUID parse(String text) {
        try {
            if (text.length() == LENGTH && text.equals(text.toLowerCase(Locale.ROOT))) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound();
        }
        throw ProblemException.notFound();
    }
}
