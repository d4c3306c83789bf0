package cloud.lariba.cloud.catalog;

import java.util.List;
import java.util.Map;

/**
 * One version of the catalog, as it is written down.
 *
 * @param version such as {@code 2026-01}
 * @param currency ISO 4217 code of every amount
 * @param types all of them
 * @param prices of everything that is paid for
 */
record CatalogContents(
        String version, String currency, Map<ServiceType, TypeDefinition> types, List<PriceItem> prices) {}
