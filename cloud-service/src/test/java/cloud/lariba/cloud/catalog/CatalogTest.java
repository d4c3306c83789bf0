package cloud.lariba.cloud.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.StubProvider;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private final Catalog catalog = Catalogs.full();

    @Test
    void anEmptyComputeSpecGetsThePlansAndTheSchemasDefaults() {
        Selection selection = catalog.select("compute", "small", null, null);

        assertEquals(
                new InstanceSettings("t3.small", "ubuntu-24.04", 20, List.of(), null, List.of(), false),
                selection.settings());
    }

    @Test
    void anEmptyStorageSpecGetsTheSchemasDefaults() {
        Selection selection = catalog.select("storage", "standard", null, null);

        assertEquals(new BucketSettings(false, "provider_default", List.of(), List.of(), false), selection.settings());
    }

    @Test
    void anEmptyDatabaseSpecGetsThePlansAndTheSchemasDefaults() {
        Selection selection = catalog.select("database", "medium", null, null);

        assertEquals(
                new DatabaseSettings("postgres", "18", "db.t4g.medium", 20, false, 0, List.of()), selection.settings());
    }

    @Test
    void defaultsReachIntoLists() {
        Selection selection = catalog.select(
                "storage",
                "standard",
                null,
                Catalogs.json(
                        "{'lifecycle': [{'expire_after_days': 3}], 'cors': [{'allowed_origins': ['*'], 'allowed_methods': ['GET']}]}"));

        BucketSettings settings = (BucketSettings) selection.settings();
        assertEquals(List.of(new BucketSettings.LifecycleRule("", 3)), settings.lifecycle());
        assertEquals(List.of(new BucketSettings.CorsRule(List.of("*"), List.of("GET"), List.of(), 0)), settings.cors());
    }

    @Test
    void theClientsChoiceWinsOverThePlan() {
        Selection selection = catalog.select(
                "compute",
                "micro",
                "here-2",
                Catalogs.json("{'instance_type': 't3.xlarge', 'disk_gb': 100, 'public_ip': true}"));

        assertEquals("here-2", selection.region());
        assertEquals("full", selection.provider());
        assertEquals(
                Map.of("services", 1L, "vcpus", 4L, "memory_gb", 16L, "storage_gb", 100L, "databases", 0L),
                selection.quota().byDimension());
    }

    @ParameterizedTest
    @CsvSource({
        "compute, micro, 1, 2, 1, 20, 0",
        "compute, large, 1, 2, 8, 20, 0",
        "storage, standard, 1, 0, 0, 0, 0",
        "database, small, 1, 0, 0, 20, 1"
    })
    void aPlanTakesItsPartOfTheQuota(
            String type, String plan, long services, long vcpus, long memory, long storage, long databases) {
        Selection selection = catalog.select(type, plan, null, null);

        assertEquals(new QuotaUse(services, vcpus, memory, storage, databases), selection.quota());
    }

    @ParameterizedTest
    @CsvSource({
        "teapot, micro, here, /type",
        "COMPUTE, micro, here, /type",
        "compute, standard, here, /plan",
        "compute, '', here, /plan",
        "compute, micro, mars, /region"
    })
    void whatIsNotInTheCatalogIsRefused(String type, String plan, String region, String pointer) {
        ProblemException refused = assertThrows(ProblemException.class, () -> catalog.select(type, plan, region, null));

        assertEquals(ProblemCode.INVALID_INPUT, refused.code());
        assertEquals(pointer, refused.errors().getFirst().pointer());
        assertEquals("not_allowed", refused.errors().getFirst().code());
    }

    @Test
    void withoutAWishTheFirstRegionThatHasTheTypeIsTaken() {
        Selection selection = catalog.select("compute", "micro", null, null);

        assertEquals("here", selection.region());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    storage  | standard | {'versioning': true}                      | storage_versioning
                    storage  | standard | {'encryption': 'kms'}                     | storage_encryption
                    storage  | standard | {'lifecycle': [{'expire_after_days': 1}]} | storage_lifecycle
                    storage  | standard | {'cors': [{'allowed_origins': ['*'], 'allowed_methods': ['GET']}]} | storage_cors
                    storage  | standard | {'public_access': true}                   | storage_public_access
                    compute  | micro    | {'image': 'ami-0123456789abcdef0'}        | compute_custom_image
                    database | micro    | {'multi_az': true}                        | database_multi_az
                    database | micro    | {'backup_retention_days': 1}              | database_backups
                    """)
    void whatTheProviderCannotDoIsRefusedByName(String type, String plan, String spec, String capability) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> catalog.select(type, plan, "there", Catalogs.json(spec)));

        assertEquals(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, refused.code());
        assertEquals(capability, refused.members().get("capability"));
        assertEquals(
                "full", catalog.select(type, plan, "here", Catalogs.json(spec)).provider());
    }

    @Test
    void aProviderThatIsSwitchedOffSellsNothing() {
        Catalog off = new Catalog(
                StubProvider.providers(new StubProvider("off", List.of("nowhere"), Set.of())),
                Catalogs.JSON,
                () -> Catalogs.FILES);

        for (String region : new String[] {"nowhere", null}) {
            ProblemException refused =
                    assertThrows(ProblemException.class, () -> off.select("storage", "standard", region, null));
            assertEquals(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, refused.code());
        }
    }

    @Test
    void anotherPlanReplacesTheOldPlansDefaultsOnly() {
        ObjectNode spec = catalog.select("compute", "micro", null, Catalogs.json("{'disk_gb': 50}"))
                .spec();

        ObjectNode larger = catalog.replan(ServiceType.COMPUTE, "full", "micro", "large", spec);

        assertEquals("m7i.large", larger.get("instance_type").asText());
        assertEquals(50, larger.get("disk_gb").asInt());
    }

    @Test
    void anotherPlanKeepsWhatTheClientChose() {
        ObjectNode spec = catalog.select("compute", "micro", null, Catalogs.json("{'instance_type': 't2.micro'}"))
                .spec();

        ObjectNode larger = catalog.replan(ServiceType.COMPUTE, "full", "micro", "large", spec);

        assertEquals("t2.micro", larger.get("instance_type").asText());
    }

    @Test
    void aPlanMayBeOfAnotherSizeAtAProvider() {
        Catalog varied = Catalogs.withPlan(new TypeDefinition.Plan(
                "micro", "", "t3.micro", Map.of("full", new TypeDefinition.AtProvider("t2.micro", "t2.micro"))));

        ObjectNode here = varied.select("compute", "micro", "here", null).spec();
        ObjectNode there = varied.select("compute", "micro", "there", null).spec();
        ObjectNode larger = varied.replan(ServiceType.COMPUTE, "full", "micro", "large", here);

        assertEquals("t2.micro", here.get("instance_type").asText());
        assertEquals("t3.micro", there.get("instance_type").asText());
        assertEquals("m7i.large", larger.get("instance_type").asText());
    }

    @Test
    void aSizeWithoutAPriceIsRefused() {
        CatalogContents files = CatalogFiles.read(CatalogFiles.newest()).contents();
        CatalogContents free = new CatalogContents(
                files.version(),
                files.currency(),
                files.types(),
                files.prices().stream()
                        .filter(price -> !price.item().equals("t3.large"))
                        .toList());

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new CatalogVersion(free));

        assertTrue(String.valueOf(refused.getMessage()).contains("t3.large"), refused.getMessage());
    }

    @Test
    void aPlanOfAnUnknownSizeIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Catalogs.withPlan(new TypeDefinition.Plan("micro", "", "t9.micro", Map.of())));
    }

    @Test
    void everyPriceSaysWhereItComesFromAndOfWhen() {
        for (ServiceTypeView view : Catalogs.views().all()) {
            assertFalse(view.prices().isEmpty());
            for (ServiceTypeView.PriceItemView price : view.prices()) {
                assertTrue(price.source().startsWith("https://"), price.source());
                assertTrue(price.asOf().isAfter(LocalDate.of(2025, 12, 31)), price.toString());
                assertTrue(price.amount().matches("\\d+\\.\\d+"), price.amount());
            }
        }
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        ObjectNode before = catalog.select("compute", "micro", null, Catalogs.json("{'user_data': 'x'}"))
                .spec();
        ObjectNode after = before.deepCopy();
        after.put("image", "debian-13");
        after.put("disk_gb", 19);
        after.put("public_ip", true);
        after.remove("user_data");

        ProblemException refused = assertThrows(
                ProblemException.class, () -> catalog.requireChangeable(ServiceType.COMPUTE, before, after));

        assertEquals(
                Set.of("/spec/image", "/spec/disk_gb", "/spec/public_ip", "/spec/user_data"),
                Set.copyOf(refused.errors().stream().map(e -> e.pointer()).toList()));
    }

    @Test
    void whatMayGrowGrows() {
        ObjectNode before = catalog.select("database", "micro", null, null).spec();
        ObjectNode after = before.deepCopy();
        after.put("storage_gb", 40);

        catalog.requireChangeable(ServiceType.DATABASE, before, after);
    }

    @Test
    void writeOnlyFieldsAreNotShown() {
        ObjectNode spec = catalog.select("compute", "micro", null, Catalogs.json("{'user_data': 'password=x'}"))
                .spec();

        ObjectNode shown = catalog.shown(ServiceType.COMPUTE, spec);

        assertTrue(spec.has("user_data"));
        assertFalse(shown.has("user_data"));
        assertEquals(spec.get("disk_gb"), shown.get("disk_gb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void everyPlanIsValidAsItIs(String type) {
        ServiceTypeView view = Catalogs.views().find(type).orElseThrow();

        assertFalse(view.plans().isEmpty());
        for (ServiceTypeView.PlanView plan : view.plans()) {
            Selection selection = catalog.select(type, plan.name(), null, plan.defaults());
            assertEquals(plan.defaults(), selection.spec());
            assertEquals(plan.price(), selection.price().view());
        }
    }
}
