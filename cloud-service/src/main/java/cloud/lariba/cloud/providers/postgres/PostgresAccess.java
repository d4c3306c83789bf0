package cloud.lariba.cloud.providers.postgres;

import cloud.lariba.cloud.providers.Secret;
import java.util.Optional;

/**
 * A PostgreSQL server and the role that administers it: one that may create databases and roles and need not be a superuser.
 *
 * @param host where it listens
 * @param port on which port
 * @param database the database that the role connects to
 * @param username the role
 * @param password its password
 * @param sslMode how the connection is protected, as libpq's {@code sslmode}
 * @param rootCertificate file with the certificates that {@code verify-ca} and {@code verify-full} trust; without it they trust what the Java runtime
 *     trusts
 */
public record PostgresAccess(
        String host,
        int port,
        String database,
        String username,
        Secret password,
        String sslMode,
        Optional<String> rootCertificate) {}
