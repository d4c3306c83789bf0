package cloud.lariba.project.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a member is in a project. What each may do stands in {@link Permission}. */
public enum Role {
    /** Reads. */
    @JsonProperty("viewer")
    VIEWER,
    /** Works with services. */
    @JsonProperty("developer")
    DEVELOPER,
    /** Looks after cost. */
    @JsonProperty("billing")
    BILLING,
    /** Looks after the project and its members. */
    @JsonProperty("admin")
    ADMIN,
    /** Answers for the project. */
    @JsonProperty("owner")
    OWNER;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
