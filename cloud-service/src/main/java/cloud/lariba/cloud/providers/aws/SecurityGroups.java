package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * Two kinds of groups: a project's, whose members reach each other and the project's databases, and a service's own, which lets in what the spec
 * says. Names derive from ids and are unique in a VPC, so two who make the same group at once make one. One of the name without our tags is somebody
 * else's and is neither read nor changed.
 */
final class SecurityGroups {

    private static final String DUPLICATE = "InvalidGroup.Duplicate";
    private static final String DUPLICATE_RULE = "InvalidPermission.Duplicate";
    private static final String NO_RULE = "InvalidPermission.NotFound";
    private static final String TOO_MANY_RULES = "RulesPerSecurityGroupLimitExceeded";
    private static final String IN_USE = "DependencyViolation";

    private final AwsClients clients;
    private final Tags tags;

    /** What a group is found by, and recognised by. */
    private record Group(String name, String vpcId, Map<String, String> tags) {}

    SecurityGroups(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    /**
     * Makes the project's group in a VPC; returns its id.
     *
     * @throws Permanent {@code invalid_state} when somebody else has a group of the name
     */
    String ensureOfProject(ResourceIdentity identity, String vpcId) {
        Group group = new Group(nameOfProject(identity), vpcId, tags.ofProject(identity));
        Optional<SecurityGroup> found = find(identity, group);
        String id = found.map(SecurityGroup::groupId)
                .orElseGet(() -> create(identity, group, "members of a project reach each other"));
        boolean open = found.stream()
                .flatMap(present -> present.ipPermissions().stream())
                .flatMap(permission -> permission.userIdGroupPairs().stream())
                .anyMatch(pair -> id.equals(pair.groupId()));
        if (!open) {
            authorize(
                    clients.of(identity).ec2(),
                    id,
                    List.of(IpPermission.builder()
                            .ipProtocol("-1")
                            .userIdGroupPairs(pair -> pair.groupId(id))
                            .build()));
        }
        return id;
    }

    /**
     * Makes the service's own group in a VPC, or makes it let in exactly this from networks; returns its id. What is missing comes before what is surplus goes, unless
     * that would exceed the quota of rules.
     *
     * @throws Permanent {@code invalid_state} when somebody else has a group of the name
     */
    String ensureOwn(ResourceIdentity identity, String vpcId, Set<FirewallPort> wanted) {
        Group group = new Group(Tags.nameOf(identity), vpcId, tags.ofService(identity));
        Optional<SecurityGroup> found = find(identity, group);
        String id =
                found.map(SecurityGroup::groupId).orElseGet(() -> create(identity, group, "the firewall of a service"));
        Set<FirewallPort> present =
                FirewallPort.present(found.map(SecurityGroup::ipPermissions).orElse(List.of()));
        Ec2Client ec2 = clients.of(identity).ec2();
        List<IpPermission> surplus = permissions(present, wanted);
        List<IpPermission> missing = permissions(wanted, present);
        try {
            authorize(ec2, id, missing);
        } catch (Ec2Exception e) {
            if (surplus.isEmpty() || !AwsFailures.code(e).equals(TOO_MANY_RULES)) {
                throw e;
            }
            revoke(ec2, id, surplus);
            authorize(ec2, id, missing);
            return id;
        }
        revoke(ec2, id, surplus);
        return id;
    }

    /**
     * A service's own group.
     *
     * @param id its id
     * @param open what it lets in from networks
     */
    record Present(String id, Set<FirewallPort> open) {}

    /**
     * The service's own group in a VPC, if it is there.
     *
     * @throws Permanent {@code invalid_state} when it has lost its tags, or somebody else has a group of the name
     */
    Optional<Present> present(ResourceIdentity identity, String vpcId) {
        return find(identity, new Group(Tags.nameOf(identity), vpcId, tags.ofService(identity)))
                .map(group -> new Present(group.groupId(), FirewallPort.present(group.ipPermissions())));
    }

    /** Lets members of a group in at one TCP port of the service's own group. */
    void admitGroup(ResourceIdentity identity, String ownId, String memberId, int port) {
        authorize(
                clients.of(identity).ec2(),
                ownId,
                List.of(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .userIdGroupPairs(pair -> pair.groupId(memberId))
                        .build()));
    }

    /** Removes the service's own group, and the project's when no other service uses it, in whatever VPC they are; groups of others stay. */
    void delete(ResourceIdentity identity) {
        ours(identity, Tags.nameOf(identity), tags.ofService(identity)).forEach(own -> delete(identity, own));
        ours(identity, nameOfProject(identity), tags.ofProject(identity)).forEach(shared -> {
            try {
                delete(identity, shared);
            } catch (Ec2Exception e) {
                if (!AwsFailures.code(e).equals(IN_USE)) {
                    throw e;
                }
            }
        });
    }

    private void delete(ResourceIdentity identity, SecurityGroup group) {
        try {
            clients.of(identity).ec2().deleteSecurityGroup(delete -> delete.groupId(group.groupId()));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).startsWith("InvalidGroup.NotFound")) {
                throw e;
            }
        }
    }

    private List<SecurityGroup> ours(ResourceIdentity identity, String name, Map<String, String> tagged) {
        return clients
                .of(identity)
                .ec2()
                .describeSecurityGroupsPaginator(find -> find.filters(Tags.filter("group-name", name)))
                .securityGroups()
                .stream()
                .filter(group -> Tags.say(tagged, group.tags()))
                .toList();
    }

    private Optional<SecurityGroup> find(ResourceIdentity identity, Group group) {
        Optional<SecurityGroup> found = clients
                .of(identity)
                .ec2()
                .describeSecurityGroups(find ->
                        find.filters(Tags.filter("group-name", group.name()), Tags.filter("vpc-id", group.vpcId())))
                .securityGroups()
                .stream()
                .findFirst();
        found.ifPresent(present -> Tags.require(group.tags(), present.tags(), "The security group " + group.name()));
        return found;
    }

    private String create(ResourceIdentity identity, Group group, String description) {
        try {
            return clients.of(identity)
                    .ec2()
                    .createSecurityGroup(create -> create.groupName(group.name())
                            .description("Lariba: " + description)
                            .vpcId(group.vpcId())
                            .tagSpecifications(Tags.specification(ResourceType.SECURITY_GROUP, group.tags())))
                    .groupId();
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(DUPLICATE)) {
                throw e;
            }
            return find(identity, group)
                    .map(SecurityGroup::groupId)
                    .orElseThrow(() ->
                            new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "A security group does not show yet.", e));
        }
    }

    /** All in one call; one by one when one of them is there already, as EC2 then takes none. */
    private static void authorize(Ec2Client ec2, String groupId, List<IpPermission> permissions) {
        if (permissions.isEmpty()) {
            return;
        }
        try {
            ec2.authorizeSecurityGroupIngress(open -> open.groupId(groupId).ipPermissions(permissions));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(DUPLICATE_RULE)) {
                throw e;
            }
            if (permissions.size() > 1) {
                permissions.forEach(permission -> authorize(ec2, groupId, List.of(permission)));
            }
        }
    }

    private static void revoke(Ec2Client ec2, String groupId, List<IpPermission> permissions) {
        if (permissions.isEmpty()) {
            return;
        }
        try {
            ec2.revokeSecurityGroupIngress(close -> close.groupId(groupId).ipPermissions(permissions));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(NO_RULE)) {
                throw e;
            }
            if (permissions.size() > 1) {
                permissions.forEach(permission -> revoke(ec2, groupId, List.of(permission)));
            }
        }
    }

    private static List<IpPermission> permissions(Set<FirewallPort> all, Set<FirewallPort> without) {
        return all.stream()
                .filter(port -> !without.contains(port))
                .map(FirewallPort::permission)
                .toList();
    }

    private static String nameOfProject(ResourceIdentity identity) {
        return "lrb-project-" + identity.projectId();
    }
}
