package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Accounts;
import cloud.lariba.auth.accounts.Accounts.Credentials;
import cloud.lariba.auth.passwords.PasswordHashing;
import cloud.lariba.auth.sessions.Origin;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.Caller;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.InputErrors;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /auth/password/change}. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Auth", description = "Registration, sign-in and sessions")
class PasswordResource {

    private final SignIn signIn;
    private final Accounts accounts;
    private final PasswordCheck check;
    private final PasswordHashing hashing;
    private final CurrentCaller current;
    private final IdempotentAnswers answers;

    PasswordResource(
            SignIn signIn,
            Accounts accounts,
            PasswordCheck check,
            PasswordHashing hashing,
            CurrentCaller current,
            IdempotentAnswers answers) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.check = check;
        this.hashing = hashing;
        this.current = current;
        this.answers = answers;
    }

    @POST
    @Path("password/change")
    @RunOnVirtualThread
    @Operation(operationId = "changePassword", summary = "Set a new password, which ends all your other sessions")
    @APIResponse(responseCode = "204", description = "The password is changed")
    @APIResponse(responseCode = "401", description = "`invalid_credentials`, or not signed in")
    @APIResponse(responseCode = "429", description = "`too_many_attempts`; see Retry-After")
    @APIResponse(responseCode = "503", description = "`overloaded`; see Retry-After")
    public Response change(@Nullable PasswordChange body, HttpServerRequest http) throws Exception {
        PasswordChange request = InputErrors.body(body);
        // After the change the current password of a repeated request is the wrong one.
        Optional<Response> first = answers.earlier(List.of(request));
        if (first.isPresent()) {
            return first.get();
        }
        Caller caller = current.get();
        Credentials user = accounts.credentials(caller.userId()).orElseThrow(UnauthorizedException::new);
        PasswordChange.Checked change = request.check(user.email());
        String ip = Origin.of(http).ip();
        String oldHash = check.require(user.email(), change.currentPassword(), Optional.of(user), ip);
        String newHash = hashing.hash(change.newPassword());
        return answers.once(List.of(request), () -> {
            signIn.changePassword(user.id(), caller.sessionId(), oldHash, newHash);
            return Response.noContent().build();
        });
    }
}
