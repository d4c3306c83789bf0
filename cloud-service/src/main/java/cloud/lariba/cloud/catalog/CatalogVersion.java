package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One version of the catalog, checked and ready to be sold by. */
final class CatalogVersion {

    private final CatalogContents contents;
    private final PriceList prices;
    private final Map<ServiceType, TypeDefinition> types = new EnumMap<>(ServiceType.class);
    private final Map<ServiceType, SpecSchema> schemas = new EnumMap<>(ServiceType.class);

    /** @throws IllegalArgumentException when something is missing in the contents */
    CatalogVersion(CatalogContents contents) {
        this.contents = contents;
        this.prices = new PriceList(contents);
        for (ServiceType type : ServiceType.values()) {
            TypeDefinition definition = contents.types().get(type);
            if (definition == null) {
                throw new IllegalArgumentException("catalog " + version() + " lacks " + type.wireName());
            }
            requireSizes(type, definition);
            TypeDefinition whole = withSizes(definition);
            types.put(type, whole);
            schemas.put(type, new SpecSchema(whole.specSchema()));
        }
    }

    /** Such as {@code 2026-01}. */
    String version() {
        return contents.version();
    }

    String currency() {
        return contents.currency();
    }

    PriceList prices() {
        return prices;
    }

    /** The type, with the sizes in the schema of its spec. */
    TypeDefinition type(ServiceType type) {
        return Objects.requireNonNull(types.get(type));
    }

    SpecSchema schema(ServiceType type) {
        return Objects.requireNonNull(schemas.get(type));
    }

    /** All types, in a fixed order. */
    List<ServiceType> types() {
        return List.copyOf(types.keySet());
    }

    private void requireSizes(ServiceType type, TypeDefinition definition) {
        definition.sizes().keySet().forEach(size -> prices.item(type, size));
        for (TypeDefinition.Plan plan : definition.plans()) {
            boolean known = plan.size() == null
                    ? definition.sizeField() == null
                    : definition.sizes().containsKey(plan.size());
            if (!known) {
                throw new IllegalArgumentException("catalog " + version() + ": the plan " + plan.name() + " of "
                        + type.wireName() + " needs one of the type's sizes");
            }
        }
    }

    private static TypeDefinition withSizes(TypeDefinition type) {
        if (type.sizeField() == null) {
            return type;
        }
        ObjectNode schema = type.specSchema().deepCopy();
        ArrayNode allowed = JsonNodeFactory.instance.arrayNode();
        type.sizes().keySet().stream().sorted().forEach(allowed::add);
        ((ObjectNode) schema.required("properties").required(type.sizeField())).set("enum", allowed);
        return new TypeDefinition(
                type.title(), type.description(), type.actions(), type.sizeField(), type.sizes(), type.plans(), schema);
    }
}
