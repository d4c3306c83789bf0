package cloud.lariba.cloud.providers.postgres;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.sql.SQLException;

/**
 * Classifies errors of a PostgreSQL server by their SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class PostgresFailures {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String OBJECT_IN_USE = "55006";
    private static final String DISK_FULL = "53100";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private PostgresFailures() {}

    /** What an error means for the caller of a provider. */
    public static ProviderException classify(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case LOCK_NOT_AVAILABLE, OBJECT_IN_USE ->
                new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The database is being worked on.", e);
            case DISK_FULL -> new Retryable(Retryable.Reason.CAPACITY, "The database server's disk is full.", e);
            case INSUFFICIENT_PRIVILEGE -> notAllowed(e);
            default ->
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "28" -> notAllowed(e);
                    // Connections, resources, intervention by an operator, system and internal errors.
                    case "", "08", "40", "53", "57", "58", "XX" ->
                        new Retryable(Retryable.Reason.UNAVAILABLE, "The database server does not answer.", e);
                    default -> new Permanent(Permanent.Reason.REJECTED, "The database server refuses the request.", e);
                };
        };
    }

    private static ProviderException notAllowed(SQLException e) {
        return new NeedsPerson(
                NeedsPerson.Reason.PERMISSION, "The database server refuses the platform's own role.", e);
    }
}
