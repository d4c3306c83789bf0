package cloud.lariba.cloud.providers;

/**
 * One thing in which a resource differs from what is wanted of it.
 *
 * @param field a field of the spec by its name on the wire, or another thing that the provider keeps, such as {@code tags}
 * @param expected what is wanted, as the spec would say it
 * @param observed what is there, as the spec would say it
 */
public record Difference(String field, Object expected, Object observed) {}
