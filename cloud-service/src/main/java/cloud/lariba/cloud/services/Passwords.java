package cloud.lariba.cloud.services;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Passwords for machines: 32 letters and digits, 190 bits, with nothing in them that a URL or a shell would read differently. */
final class Passwords {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String create() {
        return RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }
}
