package cloud.lariba.cloud.providers.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.DriftConformance;
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
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(LocalProviderTestResource.class)
class LocalDriftTest extends DriftConformance {

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
    void aDatabaseDiffersByHowManyConnectionsItTakes() {
        DatabaseProvider databases = provider().database();
        ResourceIdentity identity = someIdentity();
        DatabaseSpec spec = new DatabaseSpec(identity, database("db.t4g.micro"), false);
        await().atMost(SOON).until(() -> databases.ensure(spec, new Secret("unused")) == Progress.DONE);

        List<Difference> asMade = databases.differences(spec);
        List<Difference> otherwise = databases.differences(new DatabaseSpec(identity, database("db.t4g.small"), false));
        String name = "lrb_" + identity.compactServiceId();
        LocalServers.execute("drop owned by " + name + "_b", "drop role " + name + "_b");
        List<Difference> withoutLogin = databases.differences(spec);
        LocalServers.execute("alter database " + name + " allow_connections false");
        DatabaseObservation closed = databases.observe(identity);
        databases.follow(spec, new Secret("unused"));
        DatabaseObservation opened = databases.observe(identity);
        await().atMost(SOON).until(() -> databases.delete(identity, false) == Progress.DONE);

        assertEquals(List.of(), asMade);
        assertEquals(List.of(new Difference("connections", 20, 10)), otherwise);
        assertEquals(List.of(new Difference("connections", 10, 0)), withoutLogin);
        assertEquals(new DatabaseObservation.Unfinished(true), closed);
        assertInstanceOf(DatabaseObservation.Available.class, opened);
    }
}
