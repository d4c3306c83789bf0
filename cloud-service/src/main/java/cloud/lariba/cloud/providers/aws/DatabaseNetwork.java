package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
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

    /** Makes the place, or makes it obey the spec. */
    Place ensure(DatabaseSpec spec) {
        ResourceIdentity identity = spec.identity();
        Set<FirewallPort> admitted = Stream.concat(spec.settings().allowedCidrs().stream(), platformCidrs.stream())
                .map(cidr -> new FirewallPort(
                        "tcp", DatabaseInstances.PORT, DatabaseInstances.PORT, FirewallPort.network(cidr)))
                .collect(Collectors.toSet());
        String ofProject = groups.ensureOfProject(identity);
        String own = groups.ensureOwn(identity, admitted);
        groups.admitGroup(identity, own, ofProject, DatabaseInstances.PORT);
        return new Place(ensureSubnetGroup(identity), own);
    }

    private String ensureSubnetGroup(ResourceIdentity identity) {
        String name = Tags.nameOf(identity);
        if (requireOwnSubnetGroup(identity)) {
            return name;
        }
        List<String> subnets = networks.subnetIds(identity);
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
                    .createDBSubnetGroup(create -> create.dbSubnetGroupName(name)
                            .dbSubnetGroupDescription("Lariba: the subnets of a database")
                            .subnetIds(subnets)
                            .tags(Tags.ofRds(tags.ofService(identity))));
        } catch (RdsException e) {
            if (!AwsFailures.code(e).equals(EXISTS)) {
                throw e;
            }
            requireOwnSubnetGroup(identity);
        }
        return name;
    }

    /** Whether there is a subnet group; throws when it is not ours. */
    private boolean requireOwnSubnetGroup(ResourceIdentity identity) {
        RdsClient rds = clients.of(identity).rds();
        try {
            String arn = rds.describeDBSubnetGroups(find -> find.dbSubnetGroupName(Tags.nameOf(identity)))
                    .dbSubnetGroups()
                    .getFirst()
                    .dbSubnetGroupArn();
            return tags.requireOwn(
                    identity,
                    true,
                    rds.listTagsForResource(list -> list.resourceName(arn)).tagList());
        } catch (RdsException e) {
            if (!NOT_FOUND.contains(AwsFailures.code(e))) {
                throw e;
            }
            return false;
        }
    }

    /** Removes what was made for the service alone; its instances are gone. */
    void delete(ResourceIdentity identity) {
        if (requireOwnSubnetGroup(identity)) {
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
