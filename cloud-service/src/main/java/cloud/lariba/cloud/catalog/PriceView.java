package cloud.lariba.cloud.catalog;

/**
 * A price as clients see it.
 *
 * @param perHour decimal text, six decimal places
 * @param perMonth decimal text, four decimal places; a month has 730 hours
 * @param currency ISO 4217 code
 */
public record PriceView(String perHour, String perMonth, String currency) {}
