package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Accounts;
import cloud.lariba.auth.accounts.NewAccount;
import cloud.lariba.auth.passwords.PasswordHashing;
import cloud.lariba.auth.sessions.Origin;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.rest.InputErrors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /auth/register}. */
@Path("/auth")
@SecurityRequirements
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Auth", description = "Registration, sign-in and sessions")
class RegistrationResource {

    private final SignIn signIn;
    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final IdempotentAnswers answers;

    RegistrationResource(SignIn signIn, Accounts accounts, PasswordHashing passwords, IdempotentAnswers answers) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.passwords = passwords;
        this.answers = answers;
    }

    @POST
    @Path("register")
    @PermitAll
    @RunOnVirtualThread
    @Operation(operationId = "register", summary = "Make an account and sign in to it")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(responseCode = "409", description = "`email_taken`, or `request_in_progress`")
    @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
    @APIResponse(responseCode = "503", description = "`overloaded`; see Retry-After")
    public Response register(@Nullable RegisterRequest body, HttpServerRequest http) throws Exception {
        RegisterRequest request = InputErrors.body(body);
        NewAccount account = request.check();
        // Looked at in this order: who took the address may have done so with this very request.
        boolean taken = accounts.isTaken(account.email());
        Optional<Response> first = answers.earlier(List.of(request));
        if (first.isPresent()) {
            return first.get();
        }
        if (taken) {
            // Before the costly hash, which anybody could have us make for nothing.
            throw Accounts.emailTaken();
        }
        String hash = passwords.hash(Objects.requireNonNull(account.password()));
        return answers.once(
                List.of(request),
                () -> Response.status(201)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(signIn.register(account, hash, Origin.of(http)))
                        .build());
    }
}
