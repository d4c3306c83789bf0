package cloud.lariba.cloud.providers.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the platform talks to over TLS, shown on a server with a certificate for {@code localhost}. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, InterruptedException {
        certify("server");
        certify("stranger");
        Files.setPosixFilePermissions(directory.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig(
                        "ssl_cert_file", directory.resolve("server.pem").toString())
                .setServerConfig("ssl_key_file", directory.resolve("server.key").toString())
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aServerWithATrustedCertificateIsTalkedToOverTls() throws SQLException {
        try (PostgresServer connected = PostgresServer.connect(access("localhost", "server"), PostgresServer.SOON)) {
            assertEquals(
                    List.of("true"), connected.list("select ssl::text from pg_stat_ssl where pid = pg_backend_pid()"));
        }
    }

    @Test
    void aServerWithAnotherCertificateIsNotTalkedTo() {
        assertRefused(access("localhost", "stranger"));
    }

    @Test
    void aServerIsNotTalkedToByAnotherNameThanItsCertificates() {
        assertRefused(access("127.0.0.1", "server"));
    }

    @Test
    void withoutAFileOnlyWhatTheRuntimeTrustsIsTalkedTo() {
        assertRefused(new PostgresAccess(
                "localhost",
                server.getPort(),
                "postgres",
                "postgres",
                new Secret("unused"),
                "verify-full",
                Optional.empty()));
    }

    private static void assertRefused(PostgresAccess access) {
        NeedsPerson refused = assertThrows(NeedsPerson.class, () -> new TenantDatabases(access).observe("lrb_nobody"));

        assertEquals("permission", refused.reason());
        assertEquals("The database server's certificate is not one that is trusted.", refused.getMessage());
    }

    private static PostgresAccess access(String host, String authority) {
        return new PostgresAccess(
                host,
                server.getPort(),
                "postgres",
                "postgres",
                new Secret("unused"),
                "verify-full",
                Optional.of(directory.resolve(authority + ".pem").toString()));
    }

    /** Makes a key and a certificate for {@code localhost} that is its own authority. */
    private static void certify(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        write(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
        write(name + ".pem", "CERTIFICATE", keys.getCertificate(name).getEncoded());
    }

    private static void write(String file, String kind, byte[] content) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }
}
