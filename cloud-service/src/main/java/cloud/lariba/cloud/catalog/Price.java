package cloud.lariba.cloud.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What something costs. A month has 730 hours, as in the price lists of Amazon Web Services.
 *
 * @param hourly a running hour, to ten decimal places
 * @param monthly a whole month, exact
 * @param currency ISO 4217 code
 */
public record Price(BigDecimal hourly, BigDecimal monthly, String currency) {

    /** Hours in a month. */
    public static final BigDecimal HOURS_PER_MONTH = BigDecimal.valueOf(730);

    private static final int HOURLY_SCALE = 10;
    private static final int HOURLY_TEXT_SCALE = 6;
    private static final int MONTHLY_TEXT_SCALE = 4;

    /** The price of something that has a part by the hour and a part by the month. */
    static Price of(BigDecimal perHour, BigDecimal perMonth, String currency) {
        return new Price(
                perHour.add(perMonth.divide(HOURS_PER_MONTH, HOURLY_SCALE, RoundingMode.HALF_EVEN)),
                perHour.multiply(HOURS_PER_MONTH).add(perMonth),
                currency);
    }

    /** What clients see of it. */
    public PriceView view() {
        return new PriceView(text(hourly, HOURLY_TEXT_SCALE), text(monthly, MONTHLY_TEXT_SCALE), currency);
    }

    static String text(BigDecimal amount, int scale) {
        return amount.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }
}
