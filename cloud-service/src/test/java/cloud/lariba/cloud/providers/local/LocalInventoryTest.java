package cloud.lariba.cloud.providers.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InventoryConformance;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(LocalProviderTestResource.class)
class LocalInventoryTest extends InventoryConformance {

    @Inject
    Providers providers;

    @Override
    protected Provider provider() {
        return providers.get("local");
    }

    @Override
    protected String region() {
        return "local";
    }

    @Test
    void aDatabaseIsListedWhileItIsThere() {
        ResourceIdentity identity = someIdentity();
        DatabaseSpec spec = new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.micro", 20, false, 0, List.of()), false);
        Secret administrator = new Secret("unused");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> provider().database().ensure(spec, administrator) == Progress.DONE);

        UUID snapshot = UUID.randomUUID();
        provider().database().ensureSnapshot(spec, snapshot);
        provider()
                .database()
                .restore(
                        new DatabaseSpec(
                                new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 2),
                                spec.settings(),
                                false),
                        administrator,
                        snapshot);
        String name = "lrb_" + identity.compactServiceId();
        assertEquals(
                Set.of(
                        name,
                        name + "_g2",
                        "lrbs_" + identity.compactServiceId() + "_"
                                + snapshot.toString().replace("-", "").substring(8)),
                of(identity).stream().map(FoundResource::resourceId).collect(Collectors.toSet()));
        assertEquals(List.of(name, name + "_g2"), provider().database().resourceIds(identity));
        Kind kind = of(identity).getFirst().kind();
        FoundResource original = of(identity).stream()
                .filter(found -> found.resourceId().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(Progress.CALL_AGAIN, provider().inventory().remove(original));
        assertEquals(Progress.DONE, provider().inventory().remove(original));
        assertEquals(2, of(identity).size());
        assertEquals(List.of(name + "_g2"), provider().database().resourceIds(identity));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> provider().database().delete(identity, false) == Progress.DONE);

        assertEquals(Kind.DATABASE, kind);
        assertEquals(List.of(), of(identity));
    }
}
