package cloud.lariba.cloud.catalog;

import java.math.BigDecimal;

/**
 * What something costs in USD.
 *
 * @param hourly a running hour, unrounded
 * @param monthly a month of 730 hours, unrounded
 */
public record Price(BigDecimal hourly, BigDecimal monthly) {}
