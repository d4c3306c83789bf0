package cloud.lariba.user.profiles;

import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.Caller;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.MergePatch;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import cloud.lariba.user.accounts.Account;
import cloud.lariba.user.accounts.Accounts;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /users}: one's own profile, and for platform administrators everybody's. Somebody else's is as good as missing. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Users", description = "Profiles and their administration")
class UsersResource {

    private static final int LONGEST_EMAIL = 254;

    private final Users users;
    private final Accounts accounts;
    private final IdempotentAnswers answers;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final SecurityIdentity identity;

    UsersResource(
            Users users,
            Accounts accounts,
            IdempotentAnswers answers,
            CurrentCaller current,
            MergePatch patches,
            SecurityIdentity identity) {
        this.users = users;
        this.accounts = accounts;
        this.answers = answers;
        this.current = current;
        this.patches = patches;
        this.identity = identity;
    }

    @GET
    @Path("me")
    @Operation(operationId = "getMe", summary = "Your own profile")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response me(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return answer(users.get(current.get().userId()), ifNoneMatch);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getUser", summary = "A profile: your own, or any for platform administrators")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response get(String id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return answer(users.get(visible(id)), ifNoneMatch);
    }

    @GET
    @RolesAllowed("admin")
    @Operation(operationId = "listUsers", summary = "All users, newest first; for platform administrators")
    public Page<UserView> list(
            @QueryParam("email") @Nullable String email,
            @QueryParam("q") @Nullable String text,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        new InputErrors()
                .optionalText(email, "#query/email", 1, LONGEST_EMAIL)
                .optionalText(text, "#query/q", 1, LONGEST_EMAIL)
                .orThrow();
        return users.list(email, text, PageRequest.of(limit, cursor));
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createUser",
            summary = "Register without a token; with a platform administrator's token the password may be left out")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response create(@Nullable NewUser body) throws Exception {
        NewUser user = InputErrors.body(body);
        Optional<Caller> caller = current.find();
        if (!identity.isAnonymous() && !caller.map(Caller::admin).orElse(false)) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Only platform administrators create users for others.");
        }
        if (caller.isEmpty() && user.password() == null) {
            throw ProblemException.invalid("/password", "required", "The field is required.");
        }
        Optional<Response> first = answers.earlier(List.of(user));
        if (first.isPresent()) {
            return first.get();
        }
        Account account = accounts.create(answers.onwardKey().orElse(null), user.account());
        return answers.once(List.of(user), () -> {
            UserView created = users.create(account);
            return Response.created(URI.create("/users/" + created.id()))
                    .entity(created)
                    .build();
        });
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replaceUser", summary = "Replace name and e-mail")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response replace(String id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable UserChange body) {
        UserChange change = InputErrors.body(body);
        change.check();
        return answer(users.change(visible(id), before -> change, ifMatch), null);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @Operation(operationId = "changeUser", summary = "Change name or e-mail (JSON Merge Patch)")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response change(String id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable JsonNode body) {
        JsonNode patch = InputErrors.body(body);
        return answer(users.change(visible(id), before -> patches.apply(before, patch), ifMatch), null);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteUser",
            summary = "Delete the account, its sessions and the projects that nobody else owns")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        users.delete(visible(id), ifMatch);
        return Response.noContent().build();
    }

    private UUID visible(String id) {
        Caller caller = current.get();
        UUID userId = PathIds.parse(id);
        if (!caller.admin() && !caller.userId().equals(userId)) {
            throw ProblemException.notFound();
        }
        return userId;
    }

    private static Response answer(Users.Versioned found, @Nullable String ifNoneMatch) {
        return ETags.answer(ifNoneMatch, found.version(), found.user());
    }
}
