package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Query parameters that are true or false. A misspelt value is refused: {@code ?dry_run=yes} must never act for real. */
public final class QueryFlags {

    private QueryFlags() {}

    /**
     * Reads a flag; false when it is absent.
     *
     * @param name the parameter's name, for the problem
     * @param text {@code true}, {@code false} or null
     * @throws ProblemException {@code invalid_input} for anything else
     */
    public static boolean read(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw ProblemException.invalid("#query/" + name, "invalid_format", name + " is true or false.");
    }
}
