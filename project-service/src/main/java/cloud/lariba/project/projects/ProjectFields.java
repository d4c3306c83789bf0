package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a client may write of a project.
 *
 * @param name 1–63 of {@code [a-z0-9-]}, starting with a letter; unique among the owner's projects
 * @param description at most 1000 characters; empty when left out
 * @param labels at most 64; none when left out
 */
@Schema(description = "What a client may write of a project")
public record ProjectFields(
        @Schema(required = true, pattern = "^[a-z][a-z0-9-]{0,62}$") @Nullable
        String name,

        @Schema(maxLength = MAX_DESCRIPTION) @Nullable String description,

        @Schema(maxProperties = 64) @Nullable Map<String, String> labels) {

    static final int MAX_DESCRIPTION = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Fields that obey their rules, with what was left out filled in. */
    record Checked(String name, String description, Map<String, String> labels) {}

    /**
     * Checks every field.
     *
     * @throws ProblemException {@code invalid_input} with everything that is wrong
     */
    Checked check() {
        new InputErrors()
                .pattern(name, "/name", NAME, "A name is 1 to 63 of a-z, 0-9, '-', and starts with a letter.")
                .optionalText(description, "/description", 0, MAX_DESCRIPTION)
                .labels(labels, "/labels")
                .orThrow();
        return new Checked(
                name == null ? "" : name,
                description == null ? "" : description,
                labels == null ? Map.of() : new TreeMap<>(labels));
    }
}
