package cloud.lariba.analytics.testing;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;

/** Starts, once for all tests of the module, what the service needs around it. */
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@QuarkusTestResource(ProjectServiceStub.class)
final class Resources {
    private Resources() {}
}
