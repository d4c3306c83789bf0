package cloud.lariba.auth.accounts;

import cloud.lariba.auth.passwords.PasswordHashing;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.ServiceRole;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Accounts, for user-service. */
@Path("/internal/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(ServiceRole.USER)
class AccountsResource {

    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final IdempotentAnswers answers;

    /** The body of {@link #changeEmail}. */
    record EmailChange(@Nullable String email) {}

    /** The body of {@link #create}; without a password the account cannot be signed in to until one is set. */
    record AccountRequest(
            @Nullable String name,
            @Nullable String email,
            @Nullable String password) {

        @Override
        public String toString() {
            return "AccountRequest[email=" + email + "]";
        }
    }

    /** The answer of {@link #create}. */
    record Created(Account user) {}

    AccountsResource(Accounts accounts, PasswordHashing passwords, IdempotentAnswers answers) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.answers = answers;
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Account get(String id) {
        return accounts.find(PathIds.parse(id)).orElseThrow(ProblemException::notFound);
    }

    @POST
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response create(@Nullable AccountRequest body) throws Exception {
        AccountRequest request = InputErrors.body(body);
        NewAccount account = NewAccount.check(request.name(), request.email(), request.password(), false);
        // Looked at in this order: who took the address may have done so with this very request.
        boolean taken = accounts.isTaken(account.email());
        Optional<Response> first = answers.earlier(List.of(request));
        if (first.isPresent()) {
            return first.get();
        }
        if (taken) {
            throw Accounts.emailTaken();
        }
        String password = account.password();
        String hash = password == null ? null : passwords.hash(password);
        return answers.once(
                List.of(request),
                () -> Response.status(201)
                        .entity(new Created(accounts.create(account, hash)))
                        .build());
    }

    @PUT
    @Path("{id}/email")
    @Operation(hidden = true)
    public Response changeEmail(String id, @Nullable EmailChange change) {
        InputErrors errors = new InputErrors();
        Optional<EmailAddress> email =
                EmailAddress.parse(InputErrors.body(change).email(), "/email", errors);
        errors.orThrow();
        accounts.changeEmail(PathIds.parse(id), email.orElseThrow());
        return Response.noContent().build();
    }
}
