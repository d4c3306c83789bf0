package cloud.lariba.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request cannot be answered as asked, for a reason that the caller can understand. Thrown by resources and use cases;
 * {@link ProblemMapper} writes it. Its detail is shown to the caller, so it never holds internals or secrets.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;
    private final transient List<InvalidField> errors;
    private final transient Map<String, Object> members;
    private final @Nullable Duration retryAfter;

    private ProblemException(
            ProblemCode code,
            String detail,
            List<InvalidField> errors,
            Map<String, Object> members,
            @Nullable Duration retryAfter) {
        super(code.wireName() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.members = Map.copyOf(members);
        this.retryAfter = retryAfter;
    }

    /** A problem of this code; {@code detail} is one English sentence for the caller. */
    public static ProblemException of(ProblemCode code, String detail) {
        return new ProblemException(code, detail, List.of(), Map.of(), null);
    }

    /** The same answer for what is missing and for what the caller may not see. */
    public static ProblemException notFound() {
        return of(ProblemCode.NOT_FOUND, "There is nothing here that you can see.");
    }

    /** Invalid input; the code is {@link ProblemCode#UNKNOWN_FIELD} when every error is an unknown field. */
    public static ProblemException invalid(List<InvalidField> errors) {
        boolean allUnknown = errors.stream().allMatch(e -> e.code().equals("unknown_field"));
        ProblemCode code = allUnknown && !errors.isEmpty() ? ProblemCode.UNKNOWN_FIELD : ProblemCode.INVALID_INPUT;
        String detail =
                errors.size() == 1 ? errors.getFirst().detail() : errors.size() + " fields are invalid; see errors.";
        return new ProblemException(code, detail, errors, Map.of(), null);
    }

    /** Invalid input in one place. */
    public static ProblemException invalid(String pointer, String code, String detail) {
        return invalid(List.of(new InvalidField(pointer, code, detail)));
    }

    /** This problem with one more member in its document. */
    public ProblemException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ProblemException(code, detail, errors, more, retryAfter);
    }

    /** This problem with a {@code Retry-After} header, rounded up to whole seconds, at least one. */
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(code, detail, errors, members, wait);
    }

    /** The stable code. */
    public ProblemCode code() {
        return code;
    }

    /** The sentence for the caller. */
    public String detail() {
        return detail;
    }

    /** What is wrong with the input; empty when the input is not the matter. */
    public List<InvalidField> errors() {
        return errors;
    }

    /** Further members of the document. */
    public Map<String, Object> members() {
        return members;
    }

    /** How long the caller should wait before it tries again, or null. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
