package cloud.lariba.cloud.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.MutableClock;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
class CatalogLoaderTest {

    @Inject
    CatalogLoader loader;

    @Inject
    CatalogReader reader;

    @Inject
    Database database;

    @Test
    void theDatabaseSaysWhatTheFilesSay() {
        CatalogContents files = CatalogFiles.read(CatalogFiles.newest()).contents();

        CatalogContents stored = reader.read(files.version());

        assertEquals(files.currency(), stored.currency());
        assertEquals(files.types(), stored.types());
        assertEquals(Set.copyOf(files.prices()), Set.copyOf(stored.prices()));
        assertEquals(files.prices().size(), stored.prices().size());
    }

    @Test
    void aVersionIsLoadedOnce() {
        CatalogFiles.Read files = CatalogFiles.read(CatalogFiles.newest());
        String before = everything(files.contents().version());

        loader.load(files);

        assertEquals(before, everything(files.contents().version()));
    }

    @Test
    void manyWhoLoadAtOnceLoadOnce() throws Exception {
        CatalogFiles.Read files = another("digest");
        Callable<Boolean> load = () -> {
            loader.load(files);
            return true;
        };

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> loads =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> load).toList());
            for (Future<Boolean> one : loads) {
                assertTrue(one.get());
            }
        }

        assertEquals(
                files.contents().prices().size(),
                reader.read(files.contents().version()).prices().size());
    }

    @Test
    void aVersionThatWasChangedIsRefusedAndStaysAsItWas() {
        CatalogFiles.Read first = another("first");
        loader.load(first);
        String version = first.contents().version();
        String before = everything(version);

        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> loader.load(new CatalogFiles.Read(first.contents(), "second")));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(version) && message.contains("catalog/versions.yaml"), message);
        assertEquals(before, everything(version));
    }

    @Test
    void whatWasReadIsRememberedForAShortTime() {
        MutableClock clock = new MutableClock(Instant.EPOCH);
        StoredCatalog catalog = new StoredCatalog(reader, () -> Duration.ofSeconds(60), clock);
        CatalogVersion first = catalog.current();

        clock.advance(Duration.ofSeconds(59));
        CatalogVersion soon = catalog.current();
        clock.advance(Duration.ofSeconds(1));
        CatalogVersion later = catalog.current();

        assertSame(first, soon);
        assertNotSame(first, later);
        assertEquals(CatalogFiles.newest(), later.version());
    }

    /** A version that no other test knows. */
    private static CatalogFiles.Read another(String digest) {
        CatalogContents files = CatalogFiles.read(CatalogFiles.newest()).contents();
        return new CatalogFiles.Read(
                new CatalogContents("test-" + UUID.randomUUID(), files.currency(), files.types(), files.prices()),
                digest);
    }

    private String everything(String version) {
        StringBuilder rows = new StringBuilder();
        for (String table : List.of("versions", "types", "sizes", "plans", "plan_providers", "prices")) {
            rows.append(database.list(
                    "select c::text from catalog_" + table + " c where version = ? order by 1",
                    row -> row.getString(1),
                    version));
        }
        return rows.toString();
    }
}
