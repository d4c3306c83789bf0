package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads versions of the catalog from the database. A version is there as a whole or not at all, so several queries see the same. */
@ApplicationScoped
class CatalogReader {

    private final Database database;

    CatalogReader(Database database) {
        this.database = database;
    }

    /**
     * A version that was loaded.
     *
     * @throws IllegalStateException when it was not
     */
    CatalogContents read(String version) {
        String currency = database.find(
                        "select currency from catalog_versions where version = ?", row -> row.getString(1), version)
                .orElseThrow(() -> new IllegalStateException("catalog " + version + " was not loaded"));
        return new CatalogContents(version, currency, types(version), prices(version));
    }

    private Map<ServiceType, TypeDefinition> types(String version) {
        Map<String, Map<String, TypeDefinition.Size>> sizes = sizes(version);
        Map<String, List<TypeDefinition.Plan>> plans = plans(version);
        Map<ServiceType, TypeDefinition> types = new EnumMap<>(ServiceType.class);
        database.list(
                "select * from catalog_types where version = ?",
                row -> {
                    String type = row.getString("type");
                    return types.put(
                            type(type),
                            new TypeDefinition(
                                    row.getString("title"),
                                    row.getString("description"),
                                    texts(row.getString("actions")),
                                    row.getString("size_field"),
                                    sizes.getOrDefault(type, Map.of()),
                                    plans.getOrDefault(type, List.of()),
                                    Json.object(row.getString("spec_schema"))));
                },
                version);
        return types;
    }

    private Map<String, Map<String, TypeDefinition.Size>> sizes(String version) {
        Map<String, Map<String, TypeDefinition.Size>> sizes = new HashMap<>();
        database.list(
                "select * from catalog_sizes where version = ? order by name",
                row -> sizes.computeIfAbsent(row.getString("type"), type -> new LinkedHashMap<>())
                        .put(
                                row.getString("name"),
                                new TypeDefinition.Size(row.getInt("vcpus"), row.getInt("memory_gb"))),
                version);
        return sizes;
    }

    private Map<String, List<TypeDefinition.Plan>> plans(String version) {
        Map<String, Map<String, TypeDefinition.AtProvider>> providers = providers(version);
        Map<String, List<TypeDefinition.Plan>> plans = new HashMap<>();
        database.list(
                "select * from catalog_plans where version = ? order by position",
                row -> plans.computeIfAbsent(row.getString("type"), type -> new ArrayList<>())
                        .add(new TypeDefinition.Plan(
                                row.getString("name"),
                                row.getString("description"),
                                row.getString("size"),
                                providers.getOrDefault(row.getString("type") + "/" + row.getString("name"), Map.of()))),
                version);
        return plans;
    }

    /** By type and plan. */
    private Map<String, Map<String, TypeDefinition.AtProvider>> providers(String version) {
        Map<String, Map<String, TypeDefinition.AtProvider>> providers = new HashMap<>();
        database.list(
                "select * from catalog_plan_providers where version = ? order by provider",
                row -> providers
                        .computeIfAbsent(
                                row.getString("type") + "/" + row.getString("plan"), plan -> new LinkedHashMap<>())
                        .put(
                                row.getString("provider"),
                                new TypeDefinition.AtProvider(row.getString("size"), row.getString("runs_as"))),
                version);
        return providers;
    }

    private List<PriceItem> prices(String version) {
        return database.list(
                "select * from catalog_prices where version = ? order by type, item",
                row -> new PriceItem(
                        type(row.getString("type")),
                        row.getString("item"),
                        row.getString("unit"),
                        row.getBigDecimal("amount"),
                        row.getString("source"),
                        row.getObject("as_of", LocalDate.class)),
                version);
    }

    private static List<String> texts(String array) {
        return StreamSupport.stream(Json.parse(array).spliterator(), false)
                .map(element -> element.asText())
                .toList();
    }

    private static ServiceType type(String wireName) {
        return ServiceType.valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
