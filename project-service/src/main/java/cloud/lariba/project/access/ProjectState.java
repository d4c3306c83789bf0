package cloud.lariba.project.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a project is in its life. */
public enum ProjectState {
    /** In use. */
    @JsonProperty("active")
    ACTIVE,
    /** Being deleted: nothing new begins in it. */
    @JsonProperty("deleting")
    DELETING,
    /** Gone; for some days its owner can bring it back. */
    @JsonProperty("deleted")
    DELETED;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name, if there is one. */
    public static Optional<ProjectState> named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }
}
