package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.StubProvider;
import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.ApiJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assertions;

/** Catalogs and specs for tests. */
final class Catalogs {

    static final ObjectMapper JSON = ApiJson.configure(new ObjectMapper());

    /** The newest version of the files. */
    static final CatalogVersion FILES =
            new CatalogVersion(CatalogFiles.read(CatalogFiles.newest()).contents());

    private Catalogs() {}

    /** One provider that can do everything, in {@code here}, and one that can do the basics, in {@code there}. */
    static Catalog full() {
        return new Catalog(providers(), JSON, () -> FILES);
    }

    /** One in which this plan of compute is in the place of the one of its name. */
    static Catalog withPlan(TypeDefinition.Plan plan) {
        CatalogContents files = CatalogFiles.read(CatalogFiles.newest()).contents();
        TypeDefinition compute = Objects.requireNonNull(files.types().get(ServiceType.COMPUTE));
        Map<ServiceType, TypeDefinition> types = new EnumMap<>(files.types());
        types.put(
                ServiceType.COMPUTE,
                new TypeDefinition(
                        compute.title(),
                        compute.description(),
                        compute.actions(),
                        compute.sizeField(),
                        compute.sizes(),
                        compute.plans().stream()
                                .map(one -> one.name().equals(plan.name()) ? plan : one)
                                .toList(),
                        compute.specSchema()));
        CatalogVersion varied =
                new CatalogVersion(new CatalogContents("varied", files.currency(), types, files.prices()));
        return new Catalog(providers(), JSON, () -> varied);
    }

    /** What clients see of it. */
    static CatalogViews views() {
        return new CatalogViews(full(), () -> FILES, providers());
    }

    static Providers providers() {
        return StubProvider.providers(
                new StubProvider("off", List.of("nowhere"), Set.of()),
                new StubProvider("full", List.of("here", "here-2"), EnumSet.allOf(Capability.class)),
                new StubProvider(
                        "basic",
                        List.of("there"),
                        EnumSet.of(Capability.COMPUTE, Capability.STORAGE, Capability.DATABASE)));
    }

    /** JSON with apostrophes for quotation marks. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What the catalog finds wrong, as {@code pointer code}. */
    static List<String> errors(String type, String plan, String spec) {
        ProblemException refused =
                Assertions.assertThrows(ProblemException.class, () -> full().select(type, plan, null, json(spec)));
        return refused.errors().stream().map(Catalogs::text).sorted().toList();
    }

    private static String text(InvalidField error) {
        return error.pointer() + " " + error.code();
    }
}
