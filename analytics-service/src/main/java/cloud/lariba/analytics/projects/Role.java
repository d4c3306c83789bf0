package cloud.lariba.analytics.projects;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member is in a project, and what that allows here. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("developer")
    DEVELOPER,
    @JsonProperty("viewer")
    VIEWER,
    @JsonProperty("billing")
    BILLING;

    /** Whether the member may write samples. */
    public boolean mayWrite() {
        return this == OWNER || this == ADMIN || this == DEVELOPER;
    }

    /** Whether the member may read samples and the overview. */
    public boolean mayRead() {
        return this != BILLING;
    }
}
