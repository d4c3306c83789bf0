package cloud.lariba.cloud.projects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What project-service says about a user and a project.
 *
 * @param projectId the project
 * @param role the user's role in it
 * @param state {@code active}, {@code deleting} or {@code deleted}
 * @param quota limits by dimension; what is not named is not limited
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Access(
        UUID projectId,
        ProjectRole role,
        String state,
        @Nullable Map<String, Long> quota) {

    /** Whether services may be added and changed. */
    public boolean isActive() {
        return state.equals("active");
    }

    /** The limits by dimension. */
    public Map<String, Long> limits() {
        return quota == null ? Map.of() : quota;
    }
}
