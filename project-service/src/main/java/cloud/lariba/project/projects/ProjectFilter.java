package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.rest.InputErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which projects a list shows.
 *
 * @param state those in this state; null for all that are not deleted
 * @param labels those with every one of these labels
 */
record ProjectFilter(@Nullable ProjectState state, List<Map<String, String>> labels) {

    private static final int MAX_LABELS = 64;

    /**
     * Reads the query parameters {@code state} and {@code label} ({@code key=value} each).
     *
     * @throws ProblemException {@code invalid_input}
     */
    static ProjectFilter of(@Nullable String state, List<String> labels) {
        InputErrors errors = new InputErrors();
        ProjectState wanted = state == null ? null : ProjectState.named(state).orElse(null);
        errors.check(
                state == null || wanted != null,
                "#query/state",
                "invalid_format",
                "state is active, deleting or deleted.");
        errors.check(labels.size() <= MAX_LABELS, "#query/label", "too_many", "At most 64 labels are allowed.");
        List<Map<String, String>> pairs = new ArrayList<>();
        for (String label : labels) {
            int end = label.indexOf('=');
            errors.check(end > 0, "#query/label", "invalid_format", "A label filter is key=value.");
            if (end > 0) {
                Map<String, String> pair = Map.of(label.substring(0, end), label.substring(end + 1));
                errors.labels(pair, "#query/label");
                pairs.add(pair);
            }
        }
        errors.orThrow();
        return new ProjectFilter(wanted, pairs);
    }
}
