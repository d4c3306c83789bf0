package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The calls of EC2 that are about single instances. */
final class Instances {

    private final AwsClients clients;
    private final Networks networks;
    private final Tags tags;
    private final Optional<String> profile;

    Instances(AwsClients clients, Networks networks, Tags tags, Optional<String> profile) {
        this.clients = clients;
        this.networks = networks;
        this.tags = tags;
        this.profile = profile;
    }

    /** The service's instance, unless it is terminated. */
    Optional<Instance> find(ResourceIdentity identity) {
        return all(identity).stream().findFirst();
    }

    /**
     * The service's instances, the oldest first, but those that are going away last. There is one, unless a call that was held up for long made another in another zone after the first
     * one had been given up for lack of capacity.
     */
    List<Instance> all(ResourceIdentity identity) {
        return clients
                .of(identity)
                .ec2()
                .describeInstancesPaginator(find -> find.filters(tags.finding(identity)))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                .sorted(Comparator.comparing(Instances::isGoing).thenComparing(Instance::launchTime))
                .toList();
    }

    private static boolean isGoing(Instance instance) {
        return instance.state().name() == InstanceStateName.SHUTTING_DOWN;
    }

    /** Makes the instance and starts it. */
    void launch(InstanceSpec spec, List<String> groupIds, @Nullable String keyName) {
        InstanceSettings settings = spec.settings();
        Ec2Client ec2 = clients.of(spec.identity()).ec2();
        String rootDevice = rootDevice(ec2, spec.imageId());
        List<String> otherKeys = settings.sshKeys().stream()
                .filter(key -> !Optional.of(key).equals(KeyPairs.chosen(settings.sshKeys())))
                .toList();
        RunInstancesRequest.Builder run = RunInstancesRequest.builder()
                .clientToken(spec.clientToken() + "-" + spec.place())
                .minCount(1)
                .maxCount(1)
                .imageId(spec.imageId())
                .instanceType(settings.instanceType())
                .keyName(keyName)
                .userData(UserData.of(settings.userData(), otherKeys))
                .metadataOptions(metadata -> metadata.httpEndpoint(InstanceMetadataEndpointState.ENABLED)
                        .httpTokens(HttpTokensState.REQUIRED))
                .blockDeviceMappings(BlockDeviceMapping.builder()
                        .deviceName(rootDevice)
                        .ebs(disk -> disk.volumeType(VolumeType.GP3)
                                .volumeSize(settings.diskGb())
                                .encrypted(true)
                                .deleteOnTermination(true))
                        .build())
                .networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(0)
                        .subnetId(subnet(spec))
                        .groups(groupIds)
                        .associatePublicIpAddress(settings.publicIp())
                        .deleteOnTermination(true)
                        .build())
                .tagSpecifications(
                        Tags.specification(ResourceType.INSTANCE, tags.ofService(spec.identity())),
                        Tags.specification(ResourceType.VOLUME, tags.ofService(spec.identity())),
                        Tags.specification(ResourceType.NETWORK_INTERFACE, tags.ofService(spec.identity())));
        profile.ifPresent(name -> run.iamInstanceProfile(with -> with.name(name)));
        ec2.runInstances(run.build());
    }

    /** The size of the instance's disk in GB. */
    int diskGb(ResourceIdentity identity, Instance instance) {
        return disk(identity, instance).size();
    }

    /** Lets the disk grow, while the instance runs on; the file system follows at the next boot. */
    void growDisk(ResourceIdentity identity, Instance instance, int gb) {
        String volume = disk(identity, instance).volumeId();
        clients.of(identity)
                .ec2()
                .modifyVolume(modify -> modify.volumeId(volume).size(gb));
    }

    void resize(ResourceIdentity identity, Instance instance, String instanceType) {
        clients.of(identity)
                .ec2()
                .modifyInstanceAttribute(modify ->
                        modify.instanceId(instance.instanceId()).instanceType(type -> type.value(instanceType)));
    }

    void start(ResourceIdentity identity, Instance instance) {
        clients.of(identity).ec2().startInstances(start -> start.instanceIds(instance.instanceId()));
    }

    void stop(ResourceIdentity identity, Instance instance) {
        clients.of(identity).ec2().stopInstances(stop -> stop.instanceIds(instance.instanceId()));
    }

    void reboot(ResourceIdentity identity, Instance instance) {
        clients.of(identity).ec2().rebootInstances(reboot -> reboot.instanceIds(instance.instanceId()));
    }

    void terminate(ResourceIdentity identity, Instance instance) {
        clients.of(identity).ec2().terminateInstances(end -> end.instanceIds(instance.instanceId()));
    }

    /** Whether the instance was stopped by us and is to run again. */
    static boolean isToRestart(Instance instance) {
        return instance.tags().stream().anyMatch(tag -> tag.key().equals(Tags.RESTART));
    }

    void rememberToRestart(ResourceIdentity identity, Instance instance) {
        clients.of(identity)
                .ec2()
                .createTags(mark -> mark.resources(instance.instanceId())
                        .tags(tag -> tag.key(Tags.RESTART).value("true")));
    }

    void forgetToRestart(ResourceIdentity identity, Instance instance) {
        clients.of(identity)
                .ec2()
                .deleteTags(unmark -> unmark.resources(instance.instanceId()).tags(tag -> tag.key(Tags.RESTART)));
    }

    private Volume disk(ResourceIdentity identity, Instance instance) {
        return clients
                .of(identity)
                .ec2()
                .describeVolumes(find -> find.filters(Tags.filter("attachment.instance-id", instance.instanceId())))
                .volumes()
                .stream()
                .filter(volume -> volume.attachments().stream()
                        .anyMatch(attachment -> attachment.device() != null
                                && attachment.device().equals(instance.rootDeviceName())))
                .findFirst()
                .orElseThrow(() -> new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE, "The instance's disk does not show yet.", null));
    }

    private static String rootDevice(Ec2Client ec2, String imageId) {
        return ec2.describeImages(find -> find.imageIds(imageId)).images().stream()
                .findFirst()
                .map(Image::rootDeviceName)
                .orElseThrow(() -> new Permanent(
                        Permanent.Reason.INVALID_SPEC, "There is no image " + imageId + " in the region.", null));
    }

    /** The network's subnets, each in a zone, in turn; services begin with different ones, so that they spread over the zones. */
    private String subnet(InstanceSpec spec) {
        List<String> all = networks.subnetIds(spec.identity());
        if (all.isEmpty()) {
            throw new Permanent(Permanent.Reason.INVALID_SPEC, "The region's network has no subnet.", null);
        }
        return all.get(Math.floorMod(spec.identity().serviceId().hashCode() + spec.place(), all.size()));
    }
}
