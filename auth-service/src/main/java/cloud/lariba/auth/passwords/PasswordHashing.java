package cloud.lariba.auth.passwords;

import cloud.lariba.auth.passwords.Argon2id.Cost;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords, a few at a time: with three processors or more the rest of the service keeps one of them, however many people sign in; with
 * fewer it shares them all with the hashes, as the operating system sees fit. Requests that hash run on virtual threads, which wait here at no cost;
 * the hashes themselves are computed by a small pool of ordinary threads, because pure computation would keep the carriers of all virtual threads
 * busy.
 */
@ApplicationScoped
public class PasswordHashing {

    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Cost cost;
    private final String unmatchable;
    private final Duration maxWait;
    private final ThreadPoolExecutor pool;

    PasswordHashing(PasswordsConfig config) {
        this.cost = new Cost(config.memoryKib(), config.iterations());
        this.unmatchable = Argon2id.unmatchable(cost);
        this.maxWait = config.maxWait();
        int threads = config.concurrency()
                .orElseGet(() -> defaultConcurrency(Runtime.getRuntime().availableProcessors()));
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
        this.pool.allowCoreThreadTimeOut(true);
    }

    /** All processors but one; of one or two all, because half as many sign-ins would be too high a price for the rest. */
    static int defaultConcurrency(int processors) {
        return processors > 2 ? processors - 1 : processors;
    }

    /**
     * A new hash, in a text form that names its algorithm and parameters. Blocks.
     *
     * @throws ProblemException {@code overloaded}
     */
    public String hash(String password) {
        return inTurn(() -> Argon2id.hash(password, cost));
    }

    /**
     * Whether the password is the one that was hashed. Blocks; without a hash just as long, for an account that does not exist must not be told
     * from one that does.
     *
     * @throws ProblemException {@code overloaded}
     */
    public boolean matches(String password, @Nullable String hash) {
        String compared = hash == null ? unmatchable : hash;
        return inTurn(() -> Argon2id.matches(password, compared));
    }

    /** Whether the hash was made with other parameters than new ones are, so that it should be replaced. */
    public boolean isOutdated(String hash) {
        return !Argon2id.costOf(hash).equals(cost);
    }

    private <T> T inTurn(Callable<T> work) {
        Future<T> result;
        try {
            result = pool.submit(work);
        } catch (RejectedExecutionException e) {
            throw overloaded();
        }
        try {
            return result.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw overloaded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        } catch (ExecutionException e) {
            throw new IllegalStateException("password cannot be hashed", e.getCause());
        }
    }

    private static ProblemException overloaded() {
        return ProblemException.of(ProblemCode.OVERLOADED, "Too many people are signing in at the moment.")
                .retryAfter(COME_BACK);
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
