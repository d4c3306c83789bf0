package cloud.lariba.problem;

/**
 * One thing that is wrong with the input.
 *
 * @param pointer a JSON Pointer (RFC 6901) into the body, such as {@code /spec/disk_gb}; for a query parameter or header its
 *     name after {@code #query/} or {@code #header/}
 * @param code a stable code such as {@code required}, {@code too_long}, {@code unknown_field}
 * @param detail one English sentence for people
 */
public record InvalidField(String pointer, String code, String detail) {}
