package cloud.lariba.cloud.providers;

import java.util.Locale;
import java.util.Optional;

/** One of the two logins of a database. One of them is current; a rotation makes the other one current. */
public enum LoginSlot {
    /** The first login, and every other one after it. */
    A,
    /** The second one. */
    B;

    /** The one that a rotation goes to from this. */
    public LoginSlot other() {
        return this == A ? B : A;
    }

    /** Its name where it is stored and in names of roles. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The slot of this name, if there is one. */
    public static Optional<LoginSlot> of(String wireName) {
        return switch (wireName) {
            case "a" -> Optional.of(A);
            case "b" -> Optional.of(B);
            default -> Optional.empty();
        };
    }
}
