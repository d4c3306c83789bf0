package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A service type as clients see it.
 *
 * @param type its name in requests
 * @param title a short name for people
 * @param description what it is
 * @param plans what can be chosen
 * @param regions where it can be had
 * @param actions what {@code POST /services/{id}/actions} does with it
 * @param specSchema JSON Schema (2020-12) of the spec
 * @param prices what it is paid by, piece by piece, and where the figures come from
 * @param metered what is paid by use, beyond the plan's price
 * @param priceList version of the prices
 */
@Schema(name = "ServiceType")
record ServiceTypeView(
        ServiceType type,
        String title,
        String description,
        List<PlanView> plans,
        List<RegionView> regions,
        List<String> actions,
        @Schema(type = SchemaType.OBJECT) ObjectNode specSchema,
        List<PriceItemView> prices,
        List<MeteredView> metered,
        String priceList) {

    /**
     * A plan with an otherwise empty spec.
     *
     * @param defaults the spec that results
     * @param quota what that takes of a project's quota
     * @param price what that costs while it runs
     * @param runsAs by provider, what such a service is there
     */
    @Schema(name = "ServicePlan")
    record PlanView(
            String name,
            String description,
            @Schema(type = SchemaType.OBJECT) ObjectNode defaults,
            Map<String, Long> quota,
            PriceView price,
            Map<String, String> runsAs) {}

    /**
     * A region.
     *
     * @param name its name in requests
     * @param provider whose it is
     * @param available whether services of this type can be created there now
     */
    @Schema(name = "ServiceRegion")
    record RegionView(String name, String provider, boolean available) {}

    /**
     * What one unit of something costs.
     *
     * @param item a size, {@code disk}, {@code public_ip} or {@code objects}
     * @param unit {@code hour} or {@code gb_month}
     * @param amount decimal text
     * @param currency ISO 4217 code
     * @param source URL of the provider's price list
     * @param asOf the day on which that said so
     */
    @Schema(name = "PriceItem")
    record PriceItemView(String item, String unit, String amount, String currency, String source, LocalDate asOf) {}

    /**
     * Something that is paid by use.
     *
     * @param quantity what is measured
     * @param unit in which unit
     * @param price of one unit, decimal text
     * @param currency ISO 4217 code
     */
    @Schema(name = "MeteredPrice")
    record MeteredView(String quantity, String unit, String price, String currency) {}
}
