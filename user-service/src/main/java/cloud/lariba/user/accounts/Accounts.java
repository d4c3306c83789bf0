package cloud.lariba.user.accounts;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The accounts that auth-service owns. What it refuses reaches the caller as the same problem. */
@ApplicationScoped
public class Accounts {

    private final AuthServiceClient client;

    Accounts(@RestClient AuthServiceClient client) {
        this.client = client;
    }

    /** The account, or empty when there is none (any more). */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            jitter = 100,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    public Optional<Account> find(UUID id) {
        try {
            return Optional.of(client.find(id));
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes an account under the rules of registration.
     *
     * @param idempotencyKey makes a repeated call return the first account; null for none
     * @throws ProblemException what registration would answer: {@code invalid_input}, {@code email_taken}
     */
    @Timeout(10_000)
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    public Account create(@Nullable String idempotencyKey, NewAccount account) {
        return client.create(idempotencyKey, account).user();
    }

    /**
     * Changes the sign-in address; again with the same one changes nothing.
     *
     * @throws ProblemException {@code email_taken} or {@code invalid_input}
     */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            jitter = 100,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    public void changeEmail(UUID id, String email) {
        client.changeEmail(id, new AuthServiceClient.EmailChange(email));
    }
}
