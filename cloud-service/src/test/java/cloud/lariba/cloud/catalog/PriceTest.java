package cloud.lariba.cloud.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    private static final BigDecimal HALF_OF_THE_LAST_PLACE = new BigDecimal("0.00000000005");

    private final Catalog catalog = Catalogs.full();

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("10000"))
                .ofScale(6);
    }

    @Property
    void aMonthIsExactAndAnHourIsItsShareOfIt(
            @ForAll("amounts") BigDecimal perHour, @ForAll("amounts") BigDecimal perMonth) {
        Price price = Price.of(perHour, perMonth, "USD");

        assertEquals(
                0,
                price.monthly()
                        .compareTo(perHour.multiply(Price.HOURS_PER_MONTH).add(perMonth)));
        BigDecimal error = price.hourly()
                .multiply(Price.HOURS_PER_MONTH)
                .subtract(price.monthly())
                .abs();
        assertTrue(error.compareTo(HALF_OF_THE_LAST_PLACE.multiply(Price.HOURS_PER_MONTH)) <= 0);
    }

    @Property
    void aPriceAsTextIsPlainDecimalText(@ForAll("amounts") BigDecimal perHour, @ForAll("amounts") BigDecimal perMonth) {
        PriceView view = Price.of(perHour, perMonth, "USD").view();

        assertTrue(view.perHour().matches("\\d+\\.\\d{6}"), view.perHour());
        assertTrue(view.perMonth().matches("\\d+\\.\\d{4}"), view.perMonth());
    }

    @Property(tries = 50)
    void eachGigabyteOfDiskCostsTheSame(@ForAll @IntRange(min = 8, max = 2047) int gigabytes) {
        BigDecimal step = disk(gigabytes + 1).subtract(disk(gigabytes));

        assertEquals(0, step.compareTo(new BigDecimal("0.08")));
    }

    private BigDecimal disk(int gigabytes) {
        return catalog.select("compute", "micro", null, Catalogs.json("{'disk_gb': " + gigabytes + "}"))
                .price()
                .monthly();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    compute  | micro    | {}                                    | 0.012592 | 9.1920
                    compute  | micro    | {'public_ip': true}                   | 0.017592 | 12.8420
                    compute  | large    | {'disk_gb': 100}                      | 0.111759 | 81.5840
                    storage  | standard | {}                                    | 0.000000 | 0.0000
                    database | micro    | {}                                    | 0.019151 | 13.9800
                    database | micro    | {'multi_az': true}                    | 0.038301 | 27.9600
                    database | small    | {'storage_gb': 100}                   | 0.047753 | 34.8600
                    """)
    void aServiceHasThePriceOfItsParts(String type, String plan, String spec, String perHour, String perMonth) {
        PriceView price =
                catalog.select(type, plan, null, Catalogs.json(spec)).price().view();

        assertEquals(new PriceView(perHour, perMonth, "USD"), price);
    }
}
