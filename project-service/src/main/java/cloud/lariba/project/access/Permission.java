package cloud.lariba.project.access;

import static cloud.lariba.project.access.Role.ADMIN;
import static cloud.lariba.project.access.Role.BILLING;
import static cloud.lariba.project.access.Role.DEVELOPER;
import static cloud.lariba.project.access.Role.OWNER;
import static cloud.lariba.project.access.Role.VIEWER;

import java.util.Set;

/**
 * What can be done with a project, and the roles that may. Platform administrators have no part in it unless they are
 * members.
 */
public enum Permission {
    /** See the project, its members and its quota. */
    READ(VIEWER, DEVELOPER, BILLING, ADMIN, OWNER),
    /** Change name, description and labels. */
    CHANGE(ADMIN, OWNER),
    /** Set the quota. */
    SET_QUOTA(ADMIN, OWNER),
    /** Set the budget. */
    SET_BUDGET(BILLING, ADMIN, OWNER),
    /** Invite, change and remove members. */
    MANAGE_MEMBERS(ADMIN, OWNER),
    /** Set up webhooks. */
    MANAGE_WEBHOOKS(ADMIN, OWNER),
    /** Read the audit trail. */
    READ_AUDIT(ADMIN, OWNER),
    /** Delete the project, and bring it back. */
    DELETE(OWNER);

    private final Set<Role> roles;

    Permission(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** Whether members of this role may. */
    public boolean isGrantedTo(Role role) {
        return roles.contains(role);
    }
}
