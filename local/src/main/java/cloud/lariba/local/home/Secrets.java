package cloud.lariba.local.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The keys and passwords of one stack. Each is made the first time it is asked for, and is the same ever after. They are
 * kept in one file that only its owner can read.
 */
public final class Secrets {

    private static final int BYTES = 32;

    private final Path file;
    private final SecureRandom random;
    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads the secrets of a stack, if it has any yet.
     *
     * @throws UserError when there is a database, whose passwords are thus lost, but no secrets
     */
    public Secrets(Home home, SecureRandom random) {
        this.file = home.secrets().resolve("secrets.properties");
        this.random = random;
        if (Files.exists(file)) {
            read();
        } else if (Files.exists(home.postgres().resolve("data"))) {
            throw new UserError("%s is missing, and without it the data in %s cannot be used: bring it back, or start"
                            .formatted(file, home.root())
                    + " anew with ./lariba reset");
        }
    }

    /** Returns a password of 43 characters that needs no escape in URLs, SQL and properties files. */
    public String password(String name) {
        return kept("password." + name, Base64.getUrlEncoder().withoutPadding());
    }

    /** Returns 32 random bytes in base64. */
    public String key(String name) {
        return kept("key." + name, Base64.getEncoder());
    }

    private synchronized String kept(String name, Base64.Encoder encoder) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        String made = encoder.encodeToString(randomBytes());
        values.put(name, made);
        try {
            // Before anybody uses it: what is protected by a lost password is lost as well.
            OwnerOnly.properties(file, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private void read() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.forEach((key, value) -> values.put((String) key, (String) value));
    }
}
