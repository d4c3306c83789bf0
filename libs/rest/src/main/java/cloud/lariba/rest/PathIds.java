package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import java.util.UUID;

/** Ids in paths. What cannot be an id names nothing, so it is answered like a missing object. */
public final class PathIds {

    private PathIds() {}

    /**
     * Reads the canonical text form of a UUID (RFC 9562, section 4), in lower case. Other forms that Java reads are not taken, so that
     * every object has one path: {@link UUID#fromString} also takes groups that are too short or too long.
     *
     * @throws ProblemException {@code not_found} for anything else
     */
    public static UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound();
        }
        throw ProblemException.notFound();
    }
}
