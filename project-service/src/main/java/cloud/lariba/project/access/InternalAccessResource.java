package cloud.lariba.project.access;

import cloud.lariba.identity.ServiceRole;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.quota.Quota;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What other services ask about membership. Not reachable from outside. */
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({ServiceRole.CLOUD, ServiceRole.ANALYTICS})
public class InternalAccessResource {

    private final ProjectAccess access;
    private final Members members;
    private final QuotaDefaults defaults;

    /** A user's part in a project, and what the project may use. */
    record Access(UUID projectId, Role role, ProjectState state, Quota quota) {}

    /** A project that a user is a member of. */
    record UserProject(UUID projectId, Role role, ProjectState state) {}

    /** All projects that a user is a member of. */
    record UserProjects(List<UserProject> items) {}

    /** What stands in the way of forgetting a user. */
    record Ownership(List<UUID> soleOwnedWithMembers) {}

    InternalAccessResource(ProjectAccess access, Members members, QuotaDefaults defaults) {
        this.access = access;
        this.members = members;
        this.defaults = defaults;
    }

    /** 404 when the user has no role in the project or it is deleted. */
    @GET
    @Path("projects/{id}/access")
    @Operation(hidden = true)
    public Access access(String id, @QueryParam("user_id") @Nullable String userId) {
        if (userId == null) {
            throw ProblemException.invalid("#query/user_id", "required", "The parameter is required.");
        }
        Membership membership =
                access.find(PathIds.parse(userId), PathIds.parse(id)).orElseThrow(ProblemException::notFound);
        return new Access(
                membership.projectId(), membership.role(), membership.state(), Quota.of(defaults, membership.quota()));
    }

    @GET
    @Path("users/{userId}/projects")
    @Operation(hidden = true)
    public UserProjects projects(String userId) {
        return new UserProjects(members.ofUser(PathIds.parse(userId)).stream()
                .map(membership -> new UserProject(membership.projectId(), membership.role(), membership.state()))
                .toList());
    }

    @GET
    @Path("users/{userId}/ownership")
    @RolesAllowed(ServiceRole.USER)
    @Operation(hidden = true)
    public Ownership ownership(String userId) {
        return new Ownership(members.soleOwnedWithMembers(PathIds.parse(userId)));
    }
}
