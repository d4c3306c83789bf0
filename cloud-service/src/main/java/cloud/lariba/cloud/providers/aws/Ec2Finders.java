package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What there is in EC2. Everything is looked for by the installation's tag; a project's own group, which names no service, is not shown. */
final class Ec2Finders {

    private static final Set<InstanceStateName> GOING =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    private Ec2Finders() {}

    static List<Finder> of(FoundTags ours) {
        return List.of(new Instances(ours), new Disks(ours), new Groups(ours), new KeyPairs(ours));
    }

    private static List<Filter> only(FoundTags ours, Filter... more) {
        return Stream.concat(Stream.of(Tags.filter("tag:" + Tags.INSTALLATION, ours.installationId())), Stream.of(more))
                .toList();
    }

    private static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    /** Does nothing about what is gone meanwhile. */
    private static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).endsWith(".NotFound")) {
                throw e;
            }
        }
    }

    private record Instances(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.COMPUTE;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return seen(account, only(ours));
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return seen(account, only(ours, Tags.filter("instance-id", found.resourceId())))
                    .findFirst();
        }

        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            unlessGone(() -> account.ec2().terminateInstances(end -> end.instanceIds(found.resourceId())));
        }

        private Stream<FoundResource> seen(AwsClients.Account account, List<Filter> filters) {
            return account.ec2().describeInstancesPaginator(find -> find.filters(filters)).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .filter(instance -> !GOING.contains(instance.state().name()))
                    .flatMap(instance -> found(account, instance).stream());
        }

        private Optional<FoundResource> found(AwsClients.Account account, Instance instance) {
            return ours.found(
                    Kind.COMPUTE,
                    instance.instanceId(),
                    account.region(),
                    map(instance.tags()),
                    instance.instanceTypeAsString(),
                    0);
        }
    }

    private record Disks(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.DISK;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return seen(account, only(ours, Tags.filter("status", "available")));
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return seen(
                            account,
                            only(
                                    ours,
                                    Tags.filter("status", "available"),
                                    Tags.filter("volume-id", found.resourceId())))
                    .findFirst();
        }

        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            unlessGone(() -> account.ec2().deleteVolume(delete -> delete.volumeId(found.resourceId())));
        }

        private Stream<FoundResource> seen(AwsClients.Account account, List<Filter> filters) {
            return account.ec2().describeVolumesPaginator(find -> find.filters(filters)).volumes().stream()
                    .flatMap(disk -> found(account, disk).stream());
        }

        private Optional<FoundResource> found(AwsClients.Account account, Volume disk) {
            return ours.found(
                    Kind.DISK,
                    disk.volumeId(),
                    account.region(),
                    map(disk.tags()),
                    disk.volumeTypeAsString(),
                    disk.size());
        }
    }

    private record Groups(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.SECURITY_GROUP;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return seen(account, only(ours));
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return seen(account, only(ours, Tags.filter("group-id", found.resourceId())))
                    .findFirst();
        }

        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            unlessGone(() -> account.ec2().deleteSecurityGroup(delete -> delete.groupId(found.resourceId())));
        }

        private Stream<FoundResource> seen(AwsClients.Account account, List<Filter> filters) {
            return account
                    .ec2()
                    .describeSecurityGroupsPaginator(find -> find.filters(filters))
                    .securityGroups()
                    .stream()
                    .flatMap(group -> found(account, group).stream());
        }

        private Optional<FoundResource> found(AwsClients.Account account, SecurityGroup group) {
            return ours.found(Kind.SECURITY_GROUP, group.groupId(), account.region(), map(group.tags()), null, 0);
        }
    }

    private record KeyPairs(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.KEY_PAIR;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return seen(account, only(ours));
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return seen(account, only(ours, Tags.filter("key-name", found.resourceId())))
                    .findFirst();
        }

        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            unlessGone(() -> account.ec2().deleteKeyPair(delete -> delete.keyName(found.resourceId())));
        }

        private Stream<FoundResource> seen(AwsClients.Account account, List<Filter> filters) {
            return account.ec2().describeKeyPairs(find -> find.filters(filters)).keyPairs().stream()
                    .flatMap(pair -> found(account, pair).stream());
        }

        private Optional<FoundResource> found(AwsClients.Account account, KeyPairInfo pair) {
            return ours.found(Kind.KEY_PAIR, pair.keyName(), account.region(), map(pair.tags()), null, 0);
        }
    }
}
