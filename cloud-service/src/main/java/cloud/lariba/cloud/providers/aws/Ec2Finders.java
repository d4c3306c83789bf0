package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What there is in EC2. Everything is looked for by the installation's tag; a project's own group, which names no service, is not shown. */
final class Ec2Finders {

    private static final Set<InstanceStateName> GOING =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    private Ec2Finders() {}

    static List<Finder> of(FoundTags ours) {
        return List.of(
                new TaggedFinder<>(
                        ours,
                        Kind.COMPUTE,
                        "instance-id",
                        List.of(),
                        Ec2Finders::instances,
                        Ec2Finders::described,
                        (ec2, id) -> ec2.terminateInstances(end -> end.instanceIds(id))),
                new TaggedFinder<>(
                        ours,
                        Kind.DISK,
                        "volume-id",
                        List.of(Tags.filter("status", "available")),
                        (ec2, filters) ->
                                ec2.describeVolumesPaginator(find -> find.filters(filters)).volumes().stream(),
                        Ec2Finders::described,
                        (ec2, id) -> ec2.deleteVolume(delete -> delete.volumeId(id))),
                new TaggedFinder<>(
                        ours,
                        Kind.SECURITY_GROUP,
                        "group-id",
                        List.of(),
                        (ec2, filters) ->
                                ec2
                                        .describeSecurityGroupsPaginator(find -> find.filters(filters))
                                        .securityGroups()
                                        .stream(),
                        group -> new Described(group.groupId(), group.tags(), null, 0),
                        (ec2, id) -> ec2.deleteSecurityGroup(delete -> delete.groupId(id))),
                new TaggedFinder<>(
                        ours,
                        Kind.KEY_PAIR,
                        "key-name",
                        List.of(),
                        (ec2, filters) -> ec2.describeKeyPairs(find -> find.filters(filters)).keyPairs().stream(),
                        pair -> new Described(pair.keyName(), pair.tags(), null, 0),
                        (ec2, id) -> ec2.deleteKeyPair(delete -> delete.keyName(id))));
    }

    private static Stream<Instance> instances(Ec2Client ec2, List<Filter> filters) {
        return ec2.describeInstancesPaginator(find -> find.filters(filters)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> !GOING.contains(instance.state().name()));
    }

    private static Described described(Instance instance) {
        return new Described(instance.instanceId(), instance.tags(), instance.instanceTypeAsString(), 0);
    }

    private static Described described(Volume disk) {
        return new Described(disk.volumeId(), disk.tags(), disk.volumeTypeAsString(), disk.size());
    }

    private static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    /** What EC2 says of a thing. */
    private record Described(
            String id, List<Tag> tags, @Nullable String size, int storageGb) {}

    /**
     * Finds things of one kind by their tags.
     *
     * @param idFilter the filter for one of them
     * @param always filters for those that count
     */
    private record TaggedFinder<T>(
            FoundTags ours,
            Kind kind,
            String idFilter,
            List<Filter> always,
            BiFunction<Ec2Client, List<Filter>, Stream<T>> list,
            Function<T, Described> describe,
            BiConsumer<Ec2Client, String> delete)
            implements Finder {

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return seen(account, always.stream());
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return seen(account, Stream.concat(always.stream(), Stream.of(Tags.filter(idFilter, found.resourceId()))))
                    .filter(seen -> FoundTags.isOf(found, seen))
                    .findFirst();
        }

        /** Does nothing about what is gone meanwhile. */
        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            try {
                delete.accept(account.ec2(), found.resourceId());
            } catch (Ec2Exception e) {
                if (!AwsFailures.code(e).endsWith(".NotFound")) {
                    throw e;
                }
            }
        }

        private Stream<FoundResource> seen(AwsClients.Account account, Stream<Filter> filters) {
            List<Filter> all = Stream.concat(
                            Stream.of(Tags.filter("tag:" + Tags.INSTALLATION, ours.installationId())), filters)
                    .toList();
            return list.apply(account.ec2(), all)
                    .map(describe)
                    .flatMap(thing -> ours
                            .found(
                                    kind,
                                    thing.id(),
                                    account.region(),
                                    map(thing.tags()),
                                    thing.size(),
                                    thing.storageGb())
                            .stream());
        }
    }
}
