package cloud.lariba.cloud.providers.postgres;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
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

    private static final String OTHER_HOST = "could not be verified by hostnameverifier";

    private PostgresFailures() {}

    /** What an error means for the caller of a provider. */
    public static ProviderException classify(SQLException e) {
        if (isOfCertificates(e)) {
            return new NeedsPerson(
                    NeedsPerson.Reason.PERMISSION, "The database server's certificate is not one that is trusted.", e);
        }
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

    /** The driver says by no state and no type that a certificate is another host's. */
    private static boolean isOfCertificates(SQLException e) {
        if (String.valueOf(e.getMessage()).contains(OTHER_HOST)) {
            return true;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static ProviderException notAllowed(SQLException e) {
        return new NeedsPerson(
                NeedsPerson.Reason.PERMISSION, "The database server refuses the platform's own role.", e);
    }
}
