package cloud.lariba.cloud.providers;

/**
 * Text that must never be logged; it prints as stars.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
