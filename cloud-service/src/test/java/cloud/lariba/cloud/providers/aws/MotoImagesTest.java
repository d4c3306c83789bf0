package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Which images a client may name, and what becomes of their disks. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoImagesTest {

    private static final String ACCOUNT = "123456789012";

    private final Map<String, String> settings =
            AwsSettings.of(MotoServer.running().endpoint());
    private final AwsClients clients = AwsSettings.clients(settings);
    private final Ec2Client ec2 = clients.inRegion(AwsSettings.REGION).ec2();
    private final ComputeProvider compute = MotoServer.provider().compute();
    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void thePlatformsOwnPrivateImagesAreNotForClients() {
        String ami = privateImage();

        Permanent refused = assertThrows(Permanent.class, () -> compute.imageId(identity, ami));

        assertEquals("invalid_spec", refused.reason());
    }

    @Test
    void privateImagesOfAListedAccountAre() {
        String ami = privateImage();
        settings.put("lariba.providers.aws.instances.image-owners", "210987654321," + ACCOUNT);

        assertEquals(ami, AwsSettings.provider(settings).compute().imageId(identity, ami));
    }

    @Test
    void publicImagesAreForEverybody() {
        String ami = privateImage();
        ec2.modifyImageAttribute(modify ->
                modify.imageId(ami).launchPermission(to -> to.add(anybody -> anybody.group(PermissionGroup.ALL))));

        assertEquals(ami, compute.imageId(identity, ami));
    }

    @Test
    void anImageThatIsNotThereIsRefused() {
        Permanent refused = assertThrows(Permanent.class, () -> compute.imageId(identity, "ami-0123456789abcdef0"));

        assertEquals("invalid_spec", refused.reason());
    }

    @Test
    void everyDiskOfAnImageIsEncryptedAndGoesWithTheInstance() {
        String ami = ec2.registerImage(register -> register.name("two-disks-" + identity.compactServiceId())
                        .rootDeviceName("/dev/sda1")
                        .blockDeviceMappings(
                                root -> root.deviceName("/dev/sda1").ebs(disk -> disk.volumeSize(8)),
                                more -> more.deviceName("/dev/sdf")
                                        .ebs(disk -> disk.volumeSize(9).deleteOnTermination(false))))
                .imageId();
        InstanceSpec spec = new InstanceSpec(
                identity,
                new InstanceSettings("t3.micro", ami, 20, List.of(), null, List.of(), false),
                ami,
                identity.compactServiceId(),
                0);

        List<RunInstancesRequest> launches = Calls.during(() -> compute.ensureInstance(spec)).stream()
                .map(Calls.Call::request)
                .filter(RunInstancesRequest.class::isInstance)
                .map(RunInstancesRequest.class::cast)
                .toList();

        var disks = launches.getFirst().blockDeviceMappings();
        assertTrue(disks.stream()
                .allMatch(disk -> disk.ebs().encrypted() && disk.ebs().deleteOnTermination()));
        assertEquals(20, disks.getFirst().ebs().volumeSize());
        assertEquals(
                ec2.describeImages(find -> find.imageIds(ami))
                        .images()
                        .getFirst()
                        .blockDeviceMappings()
                        .size(),
                disks.size());
        await().atMost(Duration.ofSeconds(20)).until(() -> compute.terminate(identity) == Progress.DONE);
    }

    private String privateImage() {
        String source = compute.imageId(identity, "ubuntu-24.04");
        String instance = ec2.runInstances(run ->
                        run.imageId(source).instanceType("t3.micro").minCount(1).maxCount(1))
                .instances()
                .getFirst()
                .instanceId();
        return ec2.createImage(create -> create.instanceId(instance).name("of-" + instance))
                .imageId();
    }
}
