package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.HashSet;
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
 * says. Names derive from ids and are unique in a VPC, so two who make the same group at once make one.
 */
final class SecurityGroups {

    private static final String DUPLICATE = "InvalidGroup.Duplicate";
    private static final String DUPLICATE_RULE = "InvalidPermission.Duplicate";
    private static final String NO_RULE = "InvalidPermission.NotFound";
    private static final String IN_USE = "DependencyViolation";

    private final AwsClients clients;
    private final Networks networks;
    private final Tags tags;

    SecurityGroups(AwsClients clients, Networks networks, Tags tags) {
        this.clients = clients;
        this.networks = networks;
        this.tags = tags;
    }

    /** Makes the project's group; returns its id. */
    String ensureOfProject(ResourceIdentity identity) {
        String name = nameOfProject(identity);
        Optional<SecurityGroup> found = find(identity, name);
        String id = found.map(SecurityGroup::groupId)
                .orElseGet(() ->
                        create(identity, name, "members of a project reach each other", tags.ofProject(identity)));
        boolean open = found.stream()
                .flatMap(group -> group.ipPermissions().stream())
                .flatMap(permission -> permission.userIdGroupPairs().stream())
                .anyMatch(pair -> id.equals(pair.groupId()));
        if (!open) {
            authorize(
                    clients.of(identity).ec2(),
                    id,
                    IpPermission.builder()
                            .ipProtocol("-1")
                            .userIdGroupPairs(pair -> pair.groupId(id))
                            .build());
        }
        return id;
    }

    /** Makes the service's own group, or makes it let in exactly this from networks; returns its id. */
    String ensureOwn(ResourceIdentity identity, Set<FirewallPort> wanted) {
        String name = Tags.nameOf(identity);
        Optional<SecurityGroup> found = find(identity, name);
        String id = found.map(SecurityGroup::groupId)
                .orElseGet(() -> create(identity, name, "the firewall of a service", tags.ofService(identity)));
        Set<FirewallPort> present =
                FirewallPort.present(found.map(SecurityGroup::ipPermissions).orElse(List.of()));
        Ec2Client ec2 = clients.of(identity).ec2();
        minus(wanted, present).forEach(missing -> authorize(ec2, id, missing.permission()));
        minus(present, wanted).forEach(surplus -> revoke(ec2, id, surplus.permission()));
        return id;
    }

    /** Lets members of a group in at one TCP port of the service's own group. */
    void admitGroup(ResourceIdentity identity, String ownId, String memberId, int port) {
        authorize(
                clients.of(identity).ec2(),
                ownId,
                IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .userIdGroupPairs(pair -> pair.groupId(memberId))
                        .build());
    }

    /** Removes the service's own group, and the project's when no other service uses it. */
    void delete(ResourceIdentity identity) {
        find(identity, Tags.nameOf(identity)).ifPresent(own -> delete(identity, own));
        find(identity, nameOfProject(identity)).ifPresent(shared -> {
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

    private Optional<SecurityGroup> find(ResourceIdentity identity, String name) {
        return clients
                .of(identity)
                .ec2()
                .describeSecurityGroups(find ->
                        find.filters(Tags.filter("group-name", name), Tags.filter("vpc-id", networks.vpcId(identity))))
                .securityGroups()
                .stream()
                .findFirst();
    }

    private String create(ResourceIdentity identity, String name, String description, Map<String, String> tagged) {
        try {
            return clients.of(identity)
                    .ec2()
                    .createSecurityGroup(create -> create.groupName(name)
                            .description("Lariba: " + description)
                            .vpcId(networks.vpcId(identity))
                            .tagSpecifications(Tags.specification(ResourceType.SECURITY_GROUP, tagged)))
                    .groupId();
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(DUPLICATE)) {
                throw e;
            }
            return find(identity, name)
                    .map(SecurityGroup::groupId)
                    .orElseThrow(() ->
                            new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "A security group does not show yet.", e));
        }
    }

    private static void authorize(Ec2Client ec2, String groupId, IpPermission permission) {
        try {
            ec2.authorizeSecurityGroupIngress(open -> open.groupId(groupId).ipPermissions(permission));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(DUPLICATE_RULE)) {
                throw e;
            }
        }
    }

    private static void revoke(Ec2Client ec2, String groupId, IpPermission permission) {
        try {
            ec2.revokeSecurityGroupIngress(close -> close.groupId(groupId).ipPermissions(permission));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals(NO_RULE)) {
                throw e;
            }
        }
    }

    private static Set<FirewallPort> minus(Set<FirewallPort> all, Set<FirewallPort> some) {
        Set<FirewallPort> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String nameOfProject(ResourceIdentity identity) {
        return "lrb-project-" + identity.projectId();
    }
}
