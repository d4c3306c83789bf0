package cloud.lariba.analytics.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A metered quantity: how long services were in use.
 *
 * @param serviceId the service, when grouped by service
 * @param name the service's latest name, when grouped by service
 * @param type the type, when grouped by service or type
 * @param day the day in UTC, when grouped by day
 * @param hours service-hours as decimal text, rounded half-even to nine digits after the point
 * @param seconds service-seconds as decimal text, exact
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"service_id", "name", "type", "day", "hours", "seconds"})
@Schema(name = "UsageQuantity")
public record Quantity(
        @Nullable UUID serviceId,
        @Nullable String name,
        @Nullable String type,
        @Nullable LocalDate day,
        @Schema(required = true, examples = "730.5") String hours,
        @Schema(required = true, examples = "2629800") String seconds) {

    private static final BigDecimal MICROS_AN_HOUR = new BigDecimal(3_600_000_000L);
    private static final int HOUR_DIGITS = 9;

    static Quantity ofService(UUID serviceId, String name, String type, long micros) {
        return new Quantity(serviceId, name, type, null, hours(micros), seconds(micros));
    }

    static Quantity ofType(String type, long micros) {
        return new Quantity(null, null, type, null, hours(micros), seconds(micros));
    }

    static Quantity ofDay(LocalDate day, long micros) {
        return new Quantity(null, null, null, day, hours(micros), seconds(micros));
    }

    static String hours(long micros) {
        return plain(new BigDecimal(micros).divide(MICROS_AN_HOUR, HOUR_DIGITS, RoundingMode.HALF_EVEN));
    }

    static String seconds(long micros) {
        return plain(BigDecimal.valueOf(micros, 6));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
