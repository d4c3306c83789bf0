package cloud.lariba.cloud.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one unit of something costs.
 *
 * @param type of the services that it is a part of
 * @param item a size, or {@code disk}, {@code public_ip}, {@code objects}
 * @param unit {@code hour} or {@code gb_month}
 * @param amount in the price list's currency
 * @param source URL of the provider's price list that it is taken from
 * @param asOf the day on which that said so
 */
record PriceItem(ServiceType type, String item, String unit, BigDecimal amount, String source, LocalDate asOf) {}
