package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is configured for which account. */
class AccountSettingsTest {

    private static final UUID PROJECT = UUID.randomUUID();
    private static final String OF_PROJECT = "lariba.providers.aws.projects." + PROJECT;
    private static final String ROLE = "arn:aws:iam::210987654321:role/lariba";

    private final Map<String, String> settings = AwsSettings.of(URI.create("http://127.0.0.1:9"));

    @Test
    void aProjectWithARoleHasItsOwnNetworksKeysAndProfileAndNoneOfThePlatforms() {
        settings.put("lariba.providers.aws.networks.eu-central-1.vpc-id", "vpc-platform");
        settings.put("lariba.providers.aws.networks.eu-central-1.subnet-ids", "subnet-1");
        settings.put("lariba.providers.aws.storage.kms-keys.eu-central-1", "arn:platform");
        settings.put("lariba.providers.aws.instances.profile", "platform");
        settings.put(OF_PROJECT + ".arn", ROLE);
        settings.put(OF_PROJECT + ".kms-keys.eu-central-1", "arn:project");
        AwsProviderConfig config = AwsSettings.read(settings).getConfigMapping(AwsProviderConfig.class);

        AccountSettings project = AccountSettings.of(config, PROJECT);
        AccountSettings others = AccountSettings.of(config, UUID.randomUUID());

        assertEquals(Map.of(), project.networks());
        assertEquals(Map.of("eu-central-1", "arn:project"), project.kmsKeys());
        assertEquals(Optional.empty(), project.instanceProfile());
        assertEquals(Optional.of(ROLE), project.role().arn());
        assertEquals(
                Optional.of("vpc-platform"),
                Objects.requireNonNull(others.networks().get("eu-central-1")).vpcId());
        assertEquals(Map.of("eu-central-1", "arn:platform"), others.kmsKeys());
        assertEquals(Optional.of("platform"), others.instanceProfile());
        assertEquals(2, AccountSettings.everybody(config).size());
    }

    @Test
    void theSameRoleWithAnotherExternalIdHasOtherClients() {
        UUID second = UUID.randomUUID();
        settings.put(OF_PROJECT + ".arn", ROLE);
        settings.put(OF_PROJECT + ".external-id", "one");
        settings.put("lariba.providers.aws.projects." + second + ".arn", ROLE);
        settings.put("lariba.providers.aws.projects." + second + ".external-id", "two");

        try (AwsClients clients = AwsSettings.clients(settings)) {
            assertSame(clients.of(of(PROJECT)).ec2(), clients.of(of(PROJECT)).ec2());
            assertNotSame(clients.of(of(PROJECT)).ec2(), clients.of(of(second)).ec2());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lariba.providers.aws.networks.eu-central-1.vpc-id, vpc-1",
        "lariba.providers.aws.networks.eu-central-1.subnet-ids, subnet-1",
        "lariba.providers.aws.projects.6d1e6c9e-8f3b-4f0a-9a56-0a2a3c1d9e11.external-id, word",
        "lariba.providers.aws.projects.some-project.arn, arn:aws:iam::210987654321:role/lariba",
        "lariba.providers.aws.projects.6d1e6c9e-8f3b-4f0a-9a56-0a2a3c1d9e11.instance-profile, x"
    })
    void whatCouldOnlyFailLaterIsRefusedAtStart(String key, String value) {
        settings.put(key, value);

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> AwsSettings.provider(settings));

        assertTrue(String.valueOf(refused.getMessage()).contains("lariba.providers.aws."), refused.getMessage());
    }

    private static ResourceIdentity of(UUID project) {
        return new ResourceIdentity(UUID.randomUUID(), project, AwsSettings.REGION, 1);
    }
}
