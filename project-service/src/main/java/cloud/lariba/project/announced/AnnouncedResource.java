package cloud.lariba.project.announced;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.access.ProjectAccess;
import cloud.lariba.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Routes of a project that the contract names and that are not available yet. They are authorised as they will be, so an
 * outsider learns nothing from them, and then answer 501 {@code not_implemented}.
 */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Announced", description = "Not available yet")
@APIResponse(
        responseCode = "501",
        description = "not_implemented",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class AnnouncedResource {

    private final ProjectAccess access;
    private final CurrentCaller current;

    AnnouncedResource(ProjectAccess access, CurrentCaller current) {
        this.access = access;
        this.current = current;
    }

    @POST
    @Path("{id}/members")
    @Operation(operationId = "addMember", summary = "Add a member (not available yet)")
    public Response addMember(String id) {
        throw notYet(id, Permission.MANAGE_MEMBERS);
    }

    @PUT
    @Path("{id}/members/{userId}")
    @Operation(operationId = "changeMember", summary = "Change a member's role (not available yet)")
    public Response changeMember(String id, String userId) {
        throw notYet(id, Permission.MANAGE_MEMBERS);
    }

    @DELETE
    @Path("{id}/members/{userId}")
    @Operation(operationId = "removeMember", summary = "Remove a member, or leave (not available yet)")
    public Response removeMember(String id, String userId) {
        throw notYet(id, Permission.READ);
    }

    @GET
    @Path("{id}/invitations")
    @Operation(operationId = "listInvitations", summary = "Open invitations (not available yet)")
    public Response invitations(String id) {
        throw notYet(id, Permission.MANAGE_MEMBERS);
    }

    @POST
    @Path("{id}/invitations")
    @Operation(operationId = "invite", summary = "Invite somebody (not available yet)")
    public Response invite(String id) {
        throw notYet(id, Permission.MANAGE_MEMBERS);
    }

    @GET
    @Path("{id}/budget")
    @Operation(operationId = "getBudget", summary = "The budget (not available yet)")
    public Response budget(String id) {
        throw notYet(id, Permission.READ);
    }

    @PUT
    @Path("{id}/budget")
    @Operation(operationId = "replaceBudget", summary = "Set the budget (not available yet)")
    public Response setBudget(String id) {
        throw notYet(id, Permission.SET_BUDGET);
    }

    @GET
    @Path("{id}/audit-events")
    @Operation(operationId = "listAuditEvents", summary = "The audit trail (not available yet)")
    public Response auditEvents(String id) {
        throw notYet(id, Permission.READ_AUDIT);
    }

    @GET
    @Path("{id}/webhooks")
    @Operation(operationId = "listWebhooks", summary = "Webhooks (not available yet)")
    public Response webhooks(String id) {
        throw notYet(id, Permission.MANAGE_WEBHOOKS);
    }

    @POST
    @Path("{id}/webhooks")
    @Operation(operationId = "createWebhook", summary = "Set up a webhook (not available yet)")
    public Response createWebhook(String id) {
        throw notYet(id, Permission.MANAGE_WEBHOOKS);
    }

    private ProblemException notYet(String id, Permission permission) {
        access.require(current.get().userId(), PathIds.parse(id), permission);
        return ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "This part of the API is announced, not available.");
    }
}
