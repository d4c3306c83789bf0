package cloud.lariba.idempotency;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.secrets.SecretBox;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;

/** The table of answered requests. */
@ApplicationScoped
class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String PURPOSE = "idempotency-answer";

    private final DataSource database;
    private final SecretBox secrets;
    private final ObjectMapper mapper;
    private final Clock clock;

    /** Which request this is: who sends what where under which key. */
    record Request(String caller, String route, byte[] keyHash, byte[] requestHash) {

        String context() {
            return caller + " " + route + " " + HexFormat.of().formatHex(keyHash);
        }
    }

    IdempotencyKeys(DataSource database, SecretBox secrets, ObjectMapper mapper, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Claims the key until the transaction ends.
     *
     * @return the first answer, if the request was answered before
     * @throws ProblemException {@code request_in_progress} while another transaction has the key, {@code idempotency_key_reused}
     *     when the key was used for another request
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<KeptAnswer> claim(Request request) {
        try (Connection connection = database.getConnection()) {
            if (!lock(connection, request)) {
                throw ProblemException.of(
                                ProblemCode.REQUEST_IN_PROGRESS,
                                "A request with this Idempotency-Key is being worked on.")
                        .retryAfter(Duration.ofSeconds(1));
            }
            try (PreparedStatement find =
                    connection.prepareStatement("select request_hash, answer from idempotency_keys"
                            + " where caller = ? and route = ? and key_hash = ? and created_at > ?")) {
                bind(find, request);
                find.setTimestamp(4, Timestamp.from(clock.instant().minus(KEPT)));
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(first(request, row.getBytes(1), row.getBytes(2)))
                            : Optional.empty();
                }
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("idempotency keys cannot be read", e);
        }
    }

    private static boolean lock(Connection connection, Request request) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended(?, 7264))")) {
            lock.setString(1, request.context());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private KeptAnswer first(Request request, byte[] requestHash, byte[] answer) throws IOException {
        if (!MessageDigest.isEqual(requestHash, request.requestHash())) {
            throw ProblemException.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for a request with another body.");
        }
        return mapper.readValue(secrets.open(PURPOSE, request.context(), answer), KeptAnswer.class);
    }

    /** Keeps the answer, in the transaction of the effect. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(Request request, KeptAnswer answer) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into idempotency_keys (caller, route, key_hash, request_hash, answer, created_at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (caller, route, key_hash) do update"
                                + " set request_hash = excluded.request_hash, answer = excluded.answer,"
                                + " created_at = excluded.created_at")) {
            bind(insert, request);
            insert.setBytes(4, request.requestHash());
            insert.setBytes(5, secrets.seal(PURPOSE, request.context(), mapper.writeValueAsBytes(answer)));
            insert.setTimestamp(6, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("idempotency keys cannot be written", e);
        }
    }

    private static void bind(PreparedStatement statement, Request request) throws SQLException {
        statement.setString(1, request.caller());
        statement.setString(2, request.route());
        statement.setBytes(3, request.keyHash());
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void forgetOldOnes() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from idempotency_keys where created_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
            delete.executeUpdate();
        }
    }

    /** A digest that says nothing about the value: bodies may hold passwords. */
    byte[] digest(byte[] value) {
        return secrets.digest(PURPOSE, value);
    }
}
