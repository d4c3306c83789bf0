package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Accounts;
import cloud.lariba.auth.accounts.Accounts.Credentials;
import cloud.lariba.auth.sessions.Origin;
import cloud.lariba.auth.sessions.RefreshToken;
import cloud.lariba.auth.sessions.Sessions;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in, staying signed in, signing out. */
@Path("/auth")
@SecurityRequirements
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Auth", description = "Registration, sign-in and sessions")
class SignInResource {

    private final SignIn signIn;
    private final Accounts accounts;
    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final IdempotentAnswers answers;

    SignInResource(
            SignIn signIn, Accounts accounts, PasswordCheck passwords, Sessions sessions, IdempotentAnswers answers) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.answers = answers;
    }

    @POST
    @Path("login")
    @RunOnVirtualThread
    @Operation(operationId = "login", summary = "Sign in with e-mail and password")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenPair.class)))
    @APIResponse(responseCode = "401", description = "`invalid_credentials`")
    @APIResponse(responseCode = "429", description = "`too_many_attempts`; see Retry-After")
    @APIResponse(responseCode = "503", description = "`overloaded`; see Retry-After")
    public Response login(@Nullable LoginRequest body, HttpServerRequest http) throws Exception {
        LoginRequest request = InputErrors.body(body);
        LoginRequest.Checked login = request.check();
        Origin origin = Origin.of(http);
        Optional<Credentials> found = accounts.credentials(login.email());
        String hash = passwords.require(login.email(), login.password(), found, origin.ip());
        Credentials user = found.orElseThrow();
        return answers.once(List.of(request), () -> answer(signIn.login(user.id(), user.admin(), hash, origin)));
    }

    @POST
    @Path("refresh")
    @Operation(
            operationId = "refresh",
            summary = "Exchange a refresh token for a new pair; each is good once",
            description = "A refresh token that is used a second time ends its session. Send an `Idempotency-Key` to"
                    + " be able to repeat the request after a lost answer.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenPair.class)))
    @APIResponse(responseCode = "401", description = "`invalid_refresh_token` or `refresh_token_reused`")
    public Response refresh(@Nullable RefreshRequest body, HttpServerRequest http) throws Exception {
        RefreshRequest request = InputErrors.body(body);
        RefreshToken token = sessions.recognise(request.check()).orElseThrow(SignIn::invalidRefreshToken);
        try {
            return answers.once(session(token), List.of(request), () -> answer(signIn.refresh(token, Origin.of(http))));
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.REFRESH_TOKEN_REUSED) {
                // Here and not where it is noticed, because that transaction is rolled back.
                sessions.revoke(token.sessionId());
            }
            throw e;
        }
    }

    @POST
    @Path("logout")
    @Operation(
            operationId = "logout",
            summary = "End the session of a refresh token; its access tokens are refused everywhere within 5 seconds",
            description = "Also succeeds for a session that has ended, and for a token that is not known.")
    @APIResponse(responseCode = "204", description = "The session has ended")
    public Response logout(@Nullable RefreshRequest body) throws Exception {
        RefreshRequest request = InputErrors.body(body);
        RefreshToken token = sessions.recognise(request.check()).orElse(null);
        if (token == null) {
            return Response.noContent().build();
        }
        return answers.once(session(token), List.of(request), () -> {
            sessions.revoke(token.sessionId());
            return Response.noContent().build();
        });
    }

    /** Who calls, of one who comes with a refresh token: a lost answer may be asked for again from another address. */
    private static String session(RefreshToken token) {
        return "session " + token.sessionId();
    }

    private static Response answer(TokenPair tokens) {
        return Response.ok(tokens).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
