package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.database.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Writes versions of the catalog to the database; {@link CatalogReader} reads them. */
@ApplicationScoped
class CatalogRows {

    private static final long LOCK = 0x6c72_6361_7461_6cL;

    private final Database database;

    CatalogRows(Database database) {
        this.database = database;
    }

    /** Keeps others from loading until the current transaction ends. */
    void lock() {
        database.find("select pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    /** The digest of the files that a version was loaded from, if it was. */
    Optional<String> digest(String version) {
        return database.find("select digest from catalog_versions where version = ?", row -> row.getString(1), version);
    }

    void insert(CatalogFiles.Read read, Instant now) {
        CatalogContents catalog = read.contents();
        String version = catalog.version();
        database.update(
                "insert into catalog_versions (version, digest, currency, loaded_at) values (?, ?, ?, ?)",
                version,
                read.digest(),
                catalog.currency(),
                now);
        catalog.types().forEach((type, definition) -> insert(version, type.wireName(), definition));
        for (PriceItem price : catalog.prices()) {
            database.update(
                    "insert into catalog_prices (version, type, item, unit, amount, source, as_of) values (?, ?, ?, ?, ?, ?, ?)",
                    version,
                    price.type().wireName(),
                    price.item(),
                    price.unit(),
                    price.amount(),
                    price.source(),
                    price.asOf());
        }
    }

    private void insert(String version, String type, TypeDefinition definition) {
        database.update(
                "insert into catalog_types (version, type, title, description, actions, size_field, spec_schema)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                version,
                type,
                definition.title(),
                definition.description(),
                actions(definition),
                definition.sizeField(),
                definition.specSchema());
        definition
                .sizes()
                .forEach((name, size) -> database.update(
                        "insert into catalog_sizes (version, type, name, vcpus, memory_gb) values (?, ?, ?, ?, ?)",
                        version,
                        type,
                        name,
                        size.vcpus(),
                        size.memoryGb()));
        for (int i = 0; i < definition.plans().size(); i++) {
            insert(version, type, i, definition.plans().get(i));
        }
    }

    private void insert(String version, String type, int position, TypeDefinition.Plan plan) {
        database.update(
                "insert into catalog_plans (version, type, name, position, description, size) values (?, ?, ?, ?, ?, ?)",
                version,
                type,
                plan.name(),
                position,
                plan.description(),
                plan.size());
        plan.providers()
                .forEach((provider, there) -> database.update(
                        "insert into catalog_plan_providers (version, type, plan, provider, size, runs_as)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        version,
                        type,
                        plan.name(),
                        provider,
                        there.size(),
                        there.runsAs()));
    }

    private static ArrayNode actions(TypeDefinition definition) {
        ArrayNode actions = Json.array();
        definition.actions().forEach(actions::add);
        return actions;
    }
}
