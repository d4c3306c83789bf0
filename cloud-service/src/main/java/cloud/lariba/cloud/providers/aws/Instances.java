package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The calls of EC2 that are about single instances. */
final class Instances {

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

    /**
     * As {@link #all}, in no order, with those that EC2 still shows although they are terminated, which it does for an hour or so.
     *
     * @throws Permanent {@code invalid_state} when the instance that is known is there, and has lost its tags
     */
    List<Instance> withTerminated(ResourceIdentity identity) {
        List<Instance> found = described(identity, tags.finding(identity));
        String known = identity.resourceId();
        if (known == null
                || found.stream().anyMatch(instance -> instance.instanceId().equals(known))) {
            return found;
        }
        // What was made or tagged a moment ago is not found by its tags yet.
        List<Instance> named = described(identity, List.of(Tags.filter("instance-id", known))).stream()
                .filter(instance -> !isGoing(instance) && instance.state().name() != InstanceStateName.TERMINATED)
                .toList();
        if (!named.stream().allMatch(instance -> tags.find(identity, instance.tags()))) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "The instance " + known + " does not have this installation's tags any more.",
                    null);
        }
        return Stream.concat(found.stream(), named.stream()).toList();
    }

    private List<Instance> described(ResourceIdentity identity, List<Filter> filters) {
        return clients
                .of(identity)
                .ec2()
                .describeInstancesPaginator(find -> find.filters(filters))
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

    /** Notes when the instance does not have its tags. */
    void compareTags(ResourceIdentity identity, Instance instance, Differences differences) {
        differences.compare(Tags.FIELD, tags.ofService(identity), ownTags(identity, instance));
    }

    /** Gives the instance the tags back that somebody changed. */
    void ensureTags(ResourceIdentity identity, Instance instance) {
        Map<String, String> wanted = tags.ofService(identity);
        if (!wanted.equals(ownTags(identity, instance))) {
            clients.of(identity)
                    .ec2()
                    .createTags(mark -> mark.resources(instance.instanceId()).tags(Tags.ofEc2(wanted)));
        }
    }

    private Map<String, String> ownTags(ResourceIdentity identity, Instance instance) {
        Map<String, String> present = new HashMap<>();
        instance.tags().forEach(tag -> present.put(tag.key(), tag.value()));
        return tags.ofServiceAmong(identity, present);
    }

    /** The size that the instance had when it was stopped by us, if it was, to run again. */
    static Optional<String> typeToRestartAs(Instance instance) {
        return tag(instance, Tags.RESTART);
    }

    void rememberToRestart(ResourceIdentity identity, Instance instance) {
        mark(identity, instance, Tags.RESTART, instance.instanceTypeAsString());
    }

    void forgetToRestart(ResourceIdentity identity, Instance instance) {
        clients.of(identity)
                .ec2()
                .deleteTags(unmark -> unmark.resources(instance.instanceId()).tags(tag -> tag.key(Tags.RESTART)));
    }

    /** The code with which AWS refused another size in this attempt, after which the instance runs again as it was. */
    static Optional<String> refusalOf(Instance instance, InstanceSpec spec) {
        String attempt = spec.clientToken() + " ";
        return tag(instance, Tags.REFUSED)
                .filter(refusal -> refusal.startsWith(attempt))
                .map(refusal -> refusal.substring(attempt.length()));
    }

    void rememberRefusal(InstanceSpec spec, Instance instance, String code) {
        mark(spec.identity(), instance, Tags.REFUSED, spec.clientToken() + " " + code);
    }

    private void mark(ResourceIdentity identity, Instance instance, String key, String value) {
        clients.of(identity)
                .ec2()
                .createTags(mark -> mark.resources(instance.instanceId())
                        .tags(tag -> tag.key(key).value(value)));
    }

    private static Optional<String> tag(Instance instance, String key) {
        return instance.tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
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
