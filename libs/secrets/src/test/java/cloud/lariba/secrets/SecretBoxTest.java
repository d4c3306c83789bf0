package cloud.lariba.secrets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final byte[] SECRET = "correct horse".getBytes(StandardCharsets.UTF_8);

    private final SecretBox box = new SecretBox(new byte[32]);

    @Test
    void a_sealed_secret_opens_to_what_it_was() {
        byte[] sealed = box.seal("password", "db-1", SECRET);

        assertArrayEquals(SECRET, box.open("password", "db-1", sealed));
    }

    @Test
    void the_same_secret_is_never_sealed_to_the_same_bytes() {
        assertFalse(Arrays.equals(box.seal("password", "db-1", SECRET), box.seal("password", "db-1", SECRET)));
    }

    @Test
    void a_secret_does_not_open_for_another_purpose_context_or_key() {
        byte[] sealed = box.seal("password", "db-1", SECRET);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertThrows(IllegalStateException.class, () -> box.open("token", "db-1", sealed));
        assertThrows(IllegalStateException.class, () -> box.open("password", "db-2", sealed));
        assertThrows(IllegalStateException.class, () -> new SecretBox(otherKey).open("password", "db-1", sealed));
    }

    @Test
    void a_changed_byte_is_noticed_wherever_it_is() {
        byte[] sealed = box.seal("password", "db-1", SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThrows(IllegalStateException.class, () -> box.open("password", "db-1", changed));
        }
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new SecretBox(new byte[16]));
    }
}
