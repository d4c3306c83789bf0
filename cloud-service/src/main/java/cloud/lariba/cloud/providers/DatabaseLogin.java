package cloud.lariba.cloud.providers;

/**
 * A login of a database with its password.
 *
 * @param slot which of the two
 * @param password 8–100 printable ASCII characters without {@code /}, {@code "}, {@code @} and spaces
 */
public record DatabaseLogin(LoginSlot slot, Secret password) {}
