package cloud.lariba.cloud.projects;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/** A member's role, and the one place that says what it permits here. */
public enum ProjectRole {
    /** Everything. */
    @JsonProperty("owner")
    OWNER(EnumSet.allOf(Permission.class)),
    /** Everything that concerns services. */
    @JsonProperty("admin")
    ADMIN(EnumSet.allOf(Permission.class)),
    /** Works with services. */
    @JsonProperty("developer")
    DEVELOPER(EnumSet.allOf(Permission.class)),
    /** Looks. */
    @JsonProperty("viewer")
    VIEWER(EnumSet.of(Permission.READ_SERVICES)),
    /** Reads usage and cost, which are not here. */
    @JsonProperty("billing")
    BILLING(EnumSet.noneOf(Permission.class));

    private final Set<Permission> permissions;

    ProjectRole(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    /** Whether members with this role may do that. */
    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
