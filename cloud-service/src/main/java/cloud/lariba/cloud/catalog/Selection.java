package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A valid choice from the catalog, with everything that was left open decided.
 *
 * @param type what it is
 * @param plan name of the plan
 * @param provider name of the provider
 * @param region one of its regions
 * @param spec the whole spec, defaults applied, write-only fields included
 * @param settings the same spec, typed: of the record that goes with the type
 * @param quota what it takes
 * @param price what it costs while it runs
 */
public record Selection(
        ServiceType type,
        String plan,
        String provider,
        String region,
        ObjectNode spec,
        Settings settings,
        QuotaUse quota,
        Price price) {}
