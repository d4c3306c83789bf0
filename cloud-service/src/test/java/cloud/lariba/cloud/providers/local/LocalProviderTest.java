package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(LocalProviderTestResource.class)
class LocalProviderTest {

    @Inject
    Providers providers;

    private Provider local() {
        return providers.ofRegion("local").orElseThrow();
    }

    @Test
    void itHasInstancesBucketsAndDatabases() {
        assertEquals(
                Set.of(
                        Capability.INVENTORY,
                        Capability.COMPUTE,
                        Capability.COMPUTE_SSH_KEYS,
                        Capability.COMPUTE_USER_DATA,
                        Capability.COMPUTE_FIREWALL,
                        Capability.COMPUTE_PUBLIC_IP,
                        Capability.STORAGE,
                        Capability.DATABASE,
                        Capability.DATABASE_SNAPSHOTS),
                local().capabilities());
    }

    @Test
    void itRefusesBucketsThatItsServerCannotKeep() {
        BucketSettings versioned = new BucketSettings(true, "provider_default", List.of(), List.of(), false);

        NotSupported refused = assertThrows(NotSupported.class, () -> local().check(versioned));

        assertEquals("storage_versioning", refused.reason());
        assertEquals("The provider local does not support storage_versioning.", refused.getMessage());
    }

    @Test
    void itRefusesImagesOfOtherProviders() {
        InstanceSettings custom =
                new InstanceSettings("t3.micro", "ami-0123456789abcdef0", 20, List.of(), null, List.of(), false);

        NotSupported refused = assertThrows(NotSupported.class, () -> local().check(custom));

        assertEquals(Capability.COMPUTE_CUSTOM_IMAGE, refused.capability());
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "17"})
    void itRefusesVersionsThatItsServerIsNot(String version) {
        NotSupported refused = assertThrows(NotSupported.class, () -> local().check(database(version, List.of())));

        assertEquals(Capability.DATABASE_VERSION, refused.capability());
    }

    @Test
    void itRefusesNetworksThatDoNotReachTheLoopbackInterface() {
        NotSupported refused =
                assertThrows(NotSupported.class, () -> local().check(database("18", List.of("10.0.0.0/8"))));

        assertEquals(Capability.DATABASE_ALLOWED_CIDRS, refused.capability());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "127.0.0.0/8", "127.0.0.1/32"})
    void itTakesNetworksThatReachTheLoopbackInterface(String network) {
        local().check(database("18", List.of("10.0.0.0/8", network)));
    }

    private static DatabaseSettings database(String version, List<String> networks) {
        return new DatabaseSettings("postgres", version, "db.t4g.micro", 20, false, 0, networks);
    }
}
