package cloud.lariba.auth.keys;

import cloud.lariba.secrets.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The {@code signing_keys} table. Private keys are sealed, each bound to its {@code kid}. */
@ApplicationScoped
class SigningKeyRows {

    private static final String PURPOSE = "signing-key";

    private final DataSource database;
    private final SecretBox secrets;

    SigningKeyRows(DataSource database, SecretBox secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** All keys in the order of signing. */
    List<SigningKey> all() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(
                        "select number, kid, public_key, private_key, created_at, signs_from"
                                + " from signing_keys order by number");
                ResultSet row = find.executeQuery()) {
            List<SigningKey> keys = new ArrayList<>();
            while (row.next()) {
                keys.add(read(row));
            }
            return keys;
        }
    }

    private SigningKey read(ResultSet row) throws SQLException {
        String id = row.getString(2);
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            byte[] privateKey = secrets.open(PURPOSE, id, row.getBytes(4));
            return new SigningKey(
                    row.getInt(1),
                    id,
                    (RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(row.getBytes(3))),
                    (RSAPrivateKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
                    instant(row, 5),
                    instant(row, 6));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + id + " cannot be read", e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Adds the key unless its number is taken, which means that another replica was faster. */
    void addIfAbsent(SigningKey key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into signing_keys (number, kid, public_key, private_key, created_at, signs_from)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (number) do nothing")) {
            insert.setInt(1, key.number());
            insert.setString(2, key.id());
            insert.setBytes(3, key.publicKey().getEncoded());
            insert.setBytes(4, secrets.seal(PURPOSE, key.id(), key.privateKey().getEncoded()));
            insert.setObject(5, OffsetDateTime.ofInstant(key.createdAt(), ZoneOffset.UTC));
            insert.setObject(6, OffsetDateTime.ofInstant(key.signsFrom(), ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Deletes the keys that a successor replaced before this moment. */
    void deleteReplacedBefore(Instant moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from signing_keys where number <"
                        + " (select max(number) from signing_keys where signs_from <= ?)")) {
            delete.setObject(1, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }
}
