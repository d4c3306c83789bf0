package cloud.lariba.cloud.providers.aws;

import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What the emulator has, asked directly. */
final class FaultInventory {

    private FaultInventory() {}

    /** The service's instances that are not terminated. */
    static List<Instance> instances(UUID serviceId) {
        return Direct.EC2.describeInstances(find -> find.filters(ofService(serviceId))).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                .toList();
    }

    /** Ends the service's instances, as somebody in AWS's console may. */
    static void terminateAll(UUID serviceId) {
        instances(serviceId)
                .forEach(instance -> Direct.EC2.terminateInstances(end -> end.instanceIds(instance.instanceId())));
    }

    /** The names of the security groups of a project and its services. */
    static List<String> groups(UUID projectId) {
        return Direct.EC2
                .describeSecurityGroups(find -> find.filters(Tags.filter("tag:" + Tags.PROJECT, projectId.toString())))
                .securityGroups()
                .stream()
                .map(SecurityGroup::groupName)
                .toList();
    }

    /** The names of the service's key pairs. */
    static List<String> keyPairs(UUID serviceId) {
        return Direct.EC2.describeKeyPairs(find -> find.filters(ofService(serviceId))).keyPairs().stream()
                .map(KeyPairInfo::keyName)
                .toList();
    }

    /** The subnets that instances come to. */
    static List<String> subnets() {
        String vpc = Direct.EC2.describeVpcs(find -> find.filters(Tags.filter("is-default", "true"))).vpcs().stream()
                .map(Vpc::vpcId)
                .findFirst()
                .orElseThrow();
        return Direct.EC2.describeSubnets(find -> find.filters(Tags.filter("vpc-id", vpc))).subnets().stream()
                .map(Subnet::subnetId)
                .toList();
    }

    private static Filter ofService(UUID serviceId) {
        return Tags.filter("tag:" + Tags.SERVICE, serviceId.toString());
    }

    private static final class Direct {

        static final Ec2Client EC2 = clients().inRegion(AwsSettings.REGION).ec2();

        private static AwsClients clients() {
            return AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()));
        }
    }
}
