package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.Settings;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalog as clients see it. */
@Singleton
class CatalogViews {

    /** What members of a project decide about drift, whatever the type. */
    private static final List<String> DECISIONS = List.of("reconcile", "adopt", "revert", "ignore");

    private final Catalog catalog;
    private final CatalogSource source;
    private final Providers providers;

    CatalogViews(Catalog catalog, CatalogSource source, Providers providers) {
        this.catalog = catalog;
        this.source = source;
        this.providers = providers;
    }

    /** All types, in a fixed order. */
    List<ServiceTypeView> all() {
        CatalogVersion current = source.current();
        return current.types().stream().map(type -> view(current, type)).toList();
    }

    /** One type, by its wire name. */
    Optional<ServiceTypeView> find(String type) {
        return ServiceType.of(type).map(known -> view(source.current(), known));
    }

    private ServiceTypeView view(CatalogVersion current, ServiceType type) {
        TypeDefinition definition = current.type(type);
        List<ServiceTypeView.RegionView> regions = new ArrayList<>();
        for (Provider provider : providers.all()) {
            boolean available = provider.capabilities().contains(type.capability());
            provider.regions()
                    .forEach(region -> regions.add(new ServiceTypeView.RegionView(region, provider.name(), available)));
        }
        return new ServiceTypeView(
                type,
                definition.title(),
                definition.description(),
                definition.plans().stream()
                        .map(plan -> planView(current, type, plan))
                        .toList(),
                regions,
                Stream.concat(definition.actions().stream(), DECISIONS.stream()).toList(),
                definition.specSchema(),
                current.prices().items(type).stream()
                        .map(item -> itemView(current, item))
                        .toList(),
                type == ServiceType.STORAGE ? List.of(metered(current)) : List.of(),
                current.version());
    }

    private ServiceTypeView.PlanView planView(CatalogVersion current, ServiceType type, TypeDefinition.Plan plan) {
        ObjectNode defaults = current.type(type).defaults(plan.size());
        ObjectNode spec = current.schema(type).complete(JsonNodeFactory.instance.objectNode(), defaults);
        Settings settings = catalog.settings(type, spec);
        return new ServiceTypeView.PlanView(
                plan.name(),
                plan.description(),
                spec,
                current.prices().quota(settings).byDimension(),
                current.prices().price(settings).view(),
                plan.runsAs());
    }

    private static ServiceTypeView.PriceItemView itemView(CatalogVersion current, PriceItem item) {
        return new ServiceTypeView.PriceItemView(
                item.item(),
                item.unit(),
                item.amount().toPlainString(),
                current.currency(),
                item.source(),
                item.asOf());
    }

    private static ServiceTypeView.MeteredView metered(CatalogVersion current) {
        PriceItem objects = current.prices().item(ServiceType.STORAGE, PriceList.OBJECTS);
        return new ServiceTypeView.MeteredView(
                "storage", objects.unit(), objects.amount().toPlainString(), current.currency());
    }
}
