package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** Reads the catalog that comes with this version of the service. */
final class CatalogFiles {

    /** The version of the price list that new services are sold by. */
    private static final String PRICES = "prices-2026-01";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private CatalogFiles() {}

    static PriceList prices() {
        return read(PRICES, PriceList.class);
    }

    /** All types; sizes in their schemas are the ones that have a price. */
    static Map<ServiceType, TypeDefinition> types(PriceList prices) {
        Map<ServiceType, TypeDefinition> types = new EnumMap<>(ServiceType.class);
        for (ServiceType type : ServiceType.values()) {
            TypeDefinition definition = read(type.wireName(), TypeDefinition.class);
            switch (type) {
                case COMPUTE -> allow(definition, "instance_type", prices.instanceTypes());
                case DATABASE -> allow(definition, "instance_class", prices.databaseClasses());
                case STORAGE -> {}
            }
            types.put(type, definition);
        }
        return types;
    }

    private static void allow(TypeDefinition type, String field, Map<String, PriceList.Size> sizes) {
        ArrayNode allowed = JSON.createArrayNode();
        sizes.keySet().stream().sorted().forEach(allowed::add);
        ((ObjectNode) type.specSchema().required("properties").required(field)).set("enum", allowed);
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream in = CatalogFiles.class.getResourceAsStream("/catalog/" + name + ".json")) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
