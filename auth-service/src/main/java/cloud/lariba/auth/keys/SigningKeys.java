package cloud.lariba.auth.keys;

import cloud.lariba.rest.Ids;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Which key signs follows from the keys' times alone, so all replicas agree without talking: the last one whose time has come. All keys in the table are
 * published; a new one waits there until every verifier has seen it, a replaced one until its last token has expired.
 */
@ApplicationScoped
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final int RSA_BITS = 2048;

    private final SigningKeyRows rows;
    private final KeysConfig config;
    private final Ids ids;
    private final Clock clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded loaded = new Loaded(List.of(), Instant.MIN);

    private record Loaded(List<SigningKey> keys, Instant at) {}

    SigningKeys(SigningKeyRows rows, KeysConfig config, Ids ids, Clock clock) {
        this.rows = rows;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws SQLException {
        keepRotating();
    }

    /** The key that signs now. */
    public SigningKey current() {
        return current(published(), clock.instant());
    }

    /** Every key that may have signed a token that is still good, or is about to sign, in the order of signing. */
    List<SigningKey> published() {
        Loaded known = loaded;
        boolean stale = !clock.instant().isBefore(known.at().plus(config.reloadInterval()));
        if (!known.keys().isEmpty() && (!stale || !loading.tryLock())) {
            return known.keys();
        }
        if (known.keys().isEmpty()) {
            loading.lock();
        }
        try {
            return load();
        } catch (SQLException e) {
            if (known.keys().isEmpty()) {
                throw new IllegalStateException("signing keys cannot be read", e);
            }
            LOG.warnf("signing-keys-unreadable cause=%s", e.getMessage());
            return known.keys();
        } finally {
            loading.unlock();
        }
    }

    /**
     * Makes the next key unless one waits already.
     *
     * @return the key that will take over
     */
    SigningKey rotate() throws SQLException {
        List<SigningKey> keys = load();
        Instant now = clock.instant();
        SigningKey last = keys.getLast();
        if (!last.signsFrom().isAfter(now)) {
            rows.addIfAbsent(create(last.number() + 1, now, now.plus(config.publishAhead())));
            last = load().getLast();
            LOG.infof("signing-key-added kid=%s signs_from=%s", last.id(), last.signsFrom());
        }
        return last;
    }

    /** Makes the first key, the next one when it is time, and drops those whose last token has expired. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void keepRotating() throws SQLException {
        Instant now = clock.instant();
        if (load().isEmpty()) {
            rows.addIfAbsent(create(1, now, now));
            LOG.infof("signing-key-added kid=%s", load().getFirst().id());
        }
        Instant due = loaded.keys().getLast().signsFrom().plus(config.rotationPeriod());
        if (!now.isBefore(due.minus(config.publishAhead()))) {
            rotate();
        }
        rows.deleteReplacedBefore(now.minus(config.keepAfter()));
        load();
    }

    private List<SigningKey> load() throws SQLException {
        Instant now = clock.instant();
        List<SigningKey> keys = rows.all();
        loaded = new Loaded(keys, now);
        return keys;
    }

    private static SigningKey current(List<SigningKey> keys, Instant now) {
        return keys.reversed().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                // The clock of the replica that made the first key is a little ahead of ours.
                .orElseGet(keys::getFirst);
    }

    private SigningKey create(int number, Instant now, Instant signsFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(
                    number,
                    ids.next().toString(),
                    (RSAPublicKey) pair.getPublic(),
                    (RSAPrivateKey) pair.getPrivate(),
                    now,
                    signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
