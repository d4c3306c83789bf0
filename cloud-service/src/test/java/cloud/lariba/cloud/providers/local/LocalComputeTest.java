package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.ComputeConformance;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(LocalProviderTestResource.class)
class LocalComputeTest extends ComputeConformance {

    @Inject
    Providers providers;

    @Override
    protected ComputeProvider compute() {
        return providers.get("local").compute();
    }

    @Override
    protected String region() {
        return "local";
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Test
    void anInstanceSaysThatItIsSimulated() {
        Present instance = present(someRunning());

        assertEquals(true, instance.outputs().get("simulated"));
    }

    @Test
    void anInstanceStaysWhenTheCallersTransactionIsRolledBack() {
        ResourceIdentity identity = someIdentity(1);

        QuarkusTransaction.begin();
        compute().ensureInstance(of(identity, "t3.micro", false));
        QuarkusTransaction.rollback();

        present(identity);
    }
}
