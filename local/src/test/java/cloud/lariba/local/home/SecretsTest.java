package cloud.lariba.local.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory;

    private Home home;

    @BeforeEach
    void prepare() {
        home = new Home(directory);
        home.prepare();
    }

    @Test
    void eachSecretIsDifferentAndStaysTheSame() {
        Secrets first = secrets();
        String password = first.password("a");
        String key = first.key("a");

        Secrets later = secrets();

        assertEquals(password, later.password("a"));
        assertEquals(key, later.key("a"));
        assertNotEquals(password, later.password("b"));
        assertEquals(32, Base64.getDecoder().decode(key).length);
    }

    @Test
    void onlyTheOwnerCanReadThem() throws Exception {
        secrets().password("a");

        Path file = home.secrets().resolve("secrets.properties");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())));
    }

    @Test
    void dataWhosePasswordsAreLostAreNotTouched() throws Exception {
        Files.createDirectories(home.postgres().resolve("data"));

        UserError error = assertThrows(UserError.class, this::secrets);

        assertTrue(String.valueOf(error.getMessage()).contains("./lariba reset"), error::toString);
    }

    private Secrets secrets() {
        return new Secrets(home, new SecureRandom());
    }
}
