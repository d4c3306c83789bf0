package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The calls of EC2 that are about single instances. */
final class Instances {

    private static final Set<String> TOO_SOON = Set.of("VolumeModificationRateExceeded", "IncorrectModificationState");
    private static final String GROWN_LATER = "AWS lets a disk grow once in six hours; ask again then.";
    private static final Duration BETWEEN_GROWTHS = Duration.ofHours(6);

    private final AwsClients clients;
    private final Networks networks;
    private final Tags tags;

    Instances(AwsClients clients, Networks networks, Tags tags) {
        this.clients = clients;
        this.networks = networks;
        this.tags = tags;
    }

    /** The service's instance, unless it is terminated. */
    Optional<Instance> find(ResourceIdentity identity) {
        return all(identity).stream().findFirst();
    }

    /**
     * The service's instances: the one that its outputs name first, then the oldest, those that are going away last. There is one, unless a call that was held up for long made
     * another in another zone after the first one had been given up for lack of capacity.
     */
    List<Instance> all(ResourceIdentity identity) {
        return living(identity, withTerminated(identity));
    }

    /** Those of these that are not terminated, in the order of {@link #all}. */
    static List<Instance> living(ResourceIdentity identity, List<Instance> instances) {
        return instances.stream()
                .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                .sorted(Comparator.comparing(Instances::isGoing)
                        .thenComparing(instance -> !instance.instanceId().equals(identity.resourceId()))
                        .thenComparing(Instance::launchTime))
                .toList();
    }

    /** As {@link #all}, in no order, with those that EC2 still shows although they are terminated, which it does for an hour or so. */
    List<Instance> withTerminated(ResourceIdentity identity) {
        return clients
                .of(identity)
                .ec2()
                .describeInstancesPaginator(find -> find.filters(tags.finding(identity)))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    private static boolean isGoing(Instance instance) {
        return instance.state().name() == InstanceStateName.SHUTTING_DOWN;
    }

    /** Whether an instance was made in an attempt of this spec's, in whatever place. */
    static boolean isOfAttempt(Instance instance, InstanceSpec spec) {
        return instance.clientToken() != null && instance.clientToken().startsWith(spec.clientToken() + "-");
    }

    /** Whether an instance was made with just this spec. */
    static boolean isOf(Instance instance, InstanceSpec spec) {
        return tokenOf(spec).equals(instance.clientToken());
    }

    private static String tokenOf(InstanceSpec spec) {
        return spec.clientToken() + "-" + spec.place();
    }

    /** Makes the instance in a VPC and starts it. */
    void launch(InstanceSpec spec, String vpcId, List<String> groupIds, @Nullable String keyName) {
        InstanceSettings settings = spec.settings();
        Ec2Client ec2 = clients.of(spec.identity()).ec2();
        Image image = image(ec2, spec.imageId());
        List<String> otherKeys = settings.sshKeys().stream()
                .filter(key -> !Optional.of(key).equals(KeyPairs.chosen(settings.sshKeys())))
                .toList();
        RunInstancesRequest.Builder run = RunInstancesRequest.builder()
                .clientToken(tokenOf(spec))
                .minCount(1)
                .maxCount(1)
                .imageId(spec.imageId())
                .instanceType(settings.instanceType())
                .keyName(keyName)
                .userData(UserData.of(settings.userData(), otherKeys))
                .metadataOptions(metadata -> metadata.httpEndpoint(InstanceMetadataEndpointState.ENABLED)
                        .httpTokens(HttpTokensState.REQUIRED))
                .blockDeviceMappings(disks(image, settings.diskGb()))
                .networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(0)
                        .subnetId(subnet(spec, vpcId))
                        .groups(groupIds)
                        .associatePublicIpAddress(settings.publicIp())
                        .deleteOnTermination(true)
                        .build())
                .tagSpecifications(
                        Tags.specification(ResourceType.INSTANCE, tags.ofService(spec.identity())),
                        Tags.specification(ResourceType.VOLUME, tags.ofService(spec.identity())),
                        Tags.specification(ResourceType.NETWORK_INTERFACE, tags.ofService(spec.identity())));
        networks.of(spec.identity())
                .instanceProfile()
                .ifPresent(name -> run.iamInstanceProfile(with -> with.name(name)));
        ec2.runInstances(run.build());
    }

    /** The size of the instance's disk in GB. */
    int diskGb(ResourceIdentity identity, Instance instance) {
        return disk(identity, instance).size();
    }

    /**
     * Lets the disk grow, while the instance runs on; the file system follows at the next boot.
     *
     * @throws NeedsPerson {@code quota} when EC2 changed the disk in the last six hours: it does so once in that time
     */
    void growDisk(ResourceIdentity identity, Instance instance, int gb) {
        String volume = disk(identity, instance).volumeId();
        try {
            clients.of(identity)
                    .ec2()
                    .modifyVolume(modify -> modify.volumeId(volume).size(gb));
        } catch (Ec2Exception e) {
            if (TOO_SOON.contains(AwsFailures.code(e))) {
                throw new NeedsPerson(NeedsPerson.Reason.QUOTA, grownAgain(identity, volume), e);
            }
            throw e;
        }
    }

    /** When the disk may grow again ("Requirements for Amazon EBS volume modifications", Amazon EBS User Guide). */
    private String grownAgain(ResourceIdentity identity, String volume) {
        try {
            return clients
                    .of(identity)
                    .ec2()
                    .describeVolumesModifications(find -> find.volumeIds(volume))
                    .volumesModifications()
                    .stream()
                    .map(VolumeModification::startTime)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .map(begun -> "AWS lets a disk grow once in six hours; ask again after "
                            + begun.plus(BETWEEN_GROWTHS).truncatedTo(ChronoUnit.SECONDS) + ".")
                    .orElse(GROWN_LATER);
        } catch (Ec2Exception e) {
            return GROWN_LATER;
        }
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
                .deleteTags(unmark -> unmark.resources(instance.instanceId())
                        .tags(tag -> tag.key(Tags.RESTART), tag -> tag.key(Tags.REFUSED)));
    }

    /** Whether AWS refused another size in this attempt, after which the instance runs again as it was. */
    static boolean isRefused(Instance instance, InstanceSpec spec) {
        return instance.tags().stream()
                .anyMatch(tag -> tag.key().equals(Tags.REFUSED) && tag.value().equals(spec.clientToken()));
    }

    void rememberRefusal(InstanceSpec spec, Instance instance) {
        clients.of(spec.identity())
                .ec2()
                .createTags(mark -> mark.resources(instance.instanceId())
                        .tags(tag -> tag.key(Tags.REFUSED).value(spec.clientToken())));
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

    private static Image image(Ec2Client ec2, String imageId) {
        return ec2.describeImages(find -> find.imageIds(imageId)).images().stream()
                .findFirst()
                .orElseThrow(() -> new Permanent(
                        Permanent.Reason.INVALID_SPEC, "There is no image " + imageId + " in the region.", null));
    }

    /** The image's disks, of which only the root has the wanted size: all encrypted, and none stays when the instance goes. */
    private static List<BlockDeviceMapping> disks(Image image, int rootGb) {
        String root = image.rootDeviceName();
        List<BlockDeviceMapping> disks = new ArrayList<>();
        disks.add(BlockDeviceMapping.builder()
                .deviceName(root)
                .ebs(disk -> disk.volumeType(VolumeType.GP3)
                        .volumeSize(rootGb)
                        .encrypted(true)
                        .deleteOnTermination(true))
                .build());
        image.blockDeviceMappings().stream()
                .filter(device -> device.ebs() != null && !device.deviceName().equals(root))
                .map(device -> BlockDeviceMapping.builder()
                        .deviceName(device.deviceName())
                        .ebs(disk -> disk.encrypted(true).deleteOnTermination(true))
                        .build())
                .forEach(disks::add);
        return disks;
    }

    /** The network's subnets, each in a zone, in turn; services begin with different ones, so that they spread over the zones. */
    private String subnet(InstanceSpec spec, String vpcId) {
        List<String> all = networks.subnetIds(spec.identity(), vpcId);
        if (all.isEmpty()) {
            throw new Permanent(Permanent.Reason.INVALID_SPEC, "The region's network has no subnet.", null);
        }
        return all.get(Math.floorMod(spec.identity().serviceId().hashCode() + spec.place(), all.size()));
    }
}
