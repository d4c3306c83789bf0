package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Where instances and databases are: the network that is configured for their region, or the account's default one. */
final class Networks {

    private final AwsClients clients;
    private final AwsProviderConfig config;

    Networks(AwsClients clients, AwsProviderConfig config) {
        this.clients = clients;
        this.config = config;
    }

    /** What is configured for the account that a project's things are in. */
    AccountSettings of(ResourceIdentity identity) {
        return AccountSettings.of(config, identity.projectId());
    }

    /** The VPC for new things. */
    String vpcId(ResourceIdentity identity) {
        return configured(identity)
                .flatMap(AwsProviderConfig.Network::vpcId)
                .orElseGet(() -> clients
                        .of(identity)
                        .ec2()
                        .describeVpcs(find -> find.filters(Tags.filter("is-default", "true")))
                        .vpcs()
                        .stream()
                        .findFirst()
                        .map(Vpc::vpcId)
                        .orElseThrow(() -> new NeedsPerson(
                                NeedsPerson.Reason.PERMISSION,
                                "The region " + identity.region() + " has no network for the platform.",
                                null)));
    }

    /** The ids of the subnets for new things in a VPC, in a fixed order; of the default network the ones that are each zone's default. */
    List<String> subnetIds(ResourceIdentity identity, String vpcId) {
        return configured(identity)
                .flatMap(AwsProviderConfig.Network::subnetIds)
                .orElseGet(() -> clients
                        .of(identity)
                        .ec2()
                        .describeSubnets(find ->
                                find.filters(Tags.filter("vpc-id", vpcId), Tags.filter("default-for-az", "true")))
                        .subnets()
                        .stream()
                        .map(Subnet::subnetId)
                        .sorted()
                        .toList());
    }

    private Optional<AwsProviderConfig.Network> configured(ResourceIdentity identity) {
        return Optional.ofNullable(of(identity).networks().get(identity.region()));
    }
}
