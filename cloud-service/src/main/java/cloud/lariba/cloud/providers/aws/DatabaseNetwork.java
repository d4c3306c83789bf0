package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What a database of RDS needs of the network: the subnets it may be in, and a firewall that lets its project in, and the spec's networks. */
final class DatabaseNetwork {

    private static final String EXISTS = "DBSubnetGroupAlreadyExists";
    private static final Set<String> NOT_FOUND = Set.of("DBSubnetGroupNotFound", "DBSubnetGroupNotFoundFault");

    private final AwsClients clients;
    private final Networks networks;
    private final SecurityGroups groups;
    private final Tags tags;
    private final List<String> platformCidrs;

    DatabaseNetwork(
            AwsClients clients, Networks networks, SecurityGroups groups, Tags tags, List<String> platformCidrs) {
        this.clients = clients;
        this.networks = networks;
        this.groups = groups;
        this.tags = tags;
        this.platformCidrs = platformCidrs;
    }

    /**
     * Where an instance is.
     *
     * @param subnetGroup name of its subnet group
     * @param groupId id of its security group
     */
    record Place(String subnetGroup, String groupId) {}

    /** Notes when other networks may connect than the spec says, or others than its own group decide on that. The platform's networks do not count. */
    void compare(DatabaseSpec spec, DBInstance instance, Differences differences) {
        Optional<SecurityGroups.Present> group =
                groups.present(spec.identity(), instance.dbSubnetGroup().vpcId());
        List<String> allowed = spec.settings().allowedCidrs();
        Set<FirewallPort> wanted = admitting(allowed);
        Set<FirewallPort> present =
                new HashSet<>(group.map(SecurityGroups.Present::open).orElse(Set.of()));
        Set<FirewallPort> platform = admitting(platformCidrs);
        present.removeIf(port -> platform.contains(port) && !wanted.contains(port));
        List<String> own = group.map(SecurityGroups.Present::id).stream().toList();
        Set<String> attached = DatabaseInstances.groupsOf(instance);
        differences
                .compare(
                        "allowed_cidrs",
                        wanted.equals(present),
                        allowed,
                        FirewallPort.rules(present).stream()
                                .map(DatabaseNetwork::word)
                                .toList())
                .compare(
                        "security_groups",
                        attached.equals(Set.copyOf(own)),
                        own,
                        attached.stream().sorted().toList());
    }

    /** The network, and the port where it is not the database's. */
    private static String word(FirewallRule rule) {
        return Integer.toString(DatabaseInstances.PORT).equals(rule.portRange())
                ? rule.cidr()
                : rule.protocol() + " " + rule.portRange() + " " + rule.cidr();
    }

    private static Set<FirewallPort> admitting(List<String> cidrs) {
        return cidrs.stream()
                .map(cidr -> new FirewallPort(
                        "tcp", DatabaseInstances.PORT, DatabaseInstances.PORT, FirewallPort.network(cidr)))
                .collect(Collectors.toSet());
    }

    /** Makes the place, or makes it obey the spec. It stays where it is, whatever network is configured for new ones meanwhile. */
    Place ensure(DatabaseSpec spec) {
        ResourceIdentity identity = spec.identity();
        Set<FirewallPort> admitted =
                admitting(Stream.concat(spec.settings().allowedCidrs().stream(), platformCidrs.stream())
                        .toList());
        Optional<DBSubnetGroup> subnetGroup = ownSubnetGroup(identity);
        String vpcId = subnetGroup.map(DBSubnetGroup::vpcId).orElseGet(() -> networks.vpcId(identity));
        String ofProject = groups.ensureOfProject(identity, vpcId);
        String own = groups.ensureOwn(identity, vpcId, admitted);
        groups.admitGroup(identity, own, ofProject, DatabaseInstances.PORT);
        if (subnetGroup.isEmpty()) {
            createSubnetGroup(identity, vpcId);
        }
        return new Place(Tags.nameOf(identity), own);
    }

    private void createSubnetGroup(ResourceIdentity identity, String vpcId) {
        List<String> subnets = networks.subnetIds(identity, vpcId);
        if (subnets.isEmpty()) {
            throw new NeedsPerson(
                    NeedsPerson.Reason.PERMISSION,
                    "The platform's network in " + identity.region()
                            + " has no subnets for databases; they have to be configured.",
                    null);
        }
        try {
            clients.of(identity)
                    .rds()
                    .createDBSubnetGroup(create -> create.dbSubnetGroupName(Tags.nameOf(identity))
                            .dbSubnetGroupDescription("Lariba: the subnets of a database")
                            .subnetIds(subnets)
                            .tags(Tags.ofRds(tags.ofService(identity))));
        } catch (RdsException e) {
            if (!AwsFailures.code(e).equals(EXISTS)) {
                throw e;
            }
            ownSubnetGroup(identity);
        }
    }

    /**
     * The subnet group, if there is one.
     *
     * @throws cloud.lariba.cloud.providers.ProviderException.Permanent {@code invalid_state} when it is not ours
     */
    private Optional<DBSubnetGroup> ownSubnetGroup(ResourceIdentity identity) {
        RdsClient rds = clients.of(identity).rds();
        try {
            DBSubnetGroup found = rds.describeDBSubnetGroups(find -> find.dbSubnetGroupName(Tags.nameOf(identity)))
                    .dbSubnetGroups()
                    .getFirst();
            return Optional.of(tags.requireOwn(
                    identity,
                    found,
                    rds.listTagsForResource(list -> list.resourceName(found.dbSubnetGroupArn()))
                            .tagList()));
        } catch (RdsException e) {
            if (!NOT_FOUND.contains(AwsFailures.code(e))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Removes what was made for the service alone; its instances are gone. */
    void delete(ResourceIdentity identity) {
        if (ownSubnetGroup(identity).isPresent()) {
            deleteSubnetGroup(identity);
        }
        groups.delete(identity);
    }

    private void deleteSubnetGroup(ResourceIdentity identity) {
        try {
            clients.of(identity).rds().deleteDBSubnetGroup(delete -> delete.dbSubnetGroupName(Tags.nameOf(identity)));
        } catch (RdsException e) {
            if (!NOT_FOUND.contains(AwsFailures.code(e))) {
                throw e;
            }
        }
    }
}
