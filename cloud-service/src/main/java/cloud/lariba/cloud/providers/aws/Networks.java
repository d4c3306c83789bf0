package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Where instances and databases are: the network that is configured for their region, or the account's default one. */
final class Networks {

    private final AwsClients clients;
    private final Map<String, AwsProviderConfig.Network> configured;

    Networks(AwsClients clients, Map<String, AwsProviderConfig.Network> configured) {
        this.clients = clients;
        this.configured = configured;
    }

    /** The VPC's id. */
    String vpcId(ResourceIdentity identity) {
        return of(identity)
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

    /** The ids of its subnets, in a fixed order; of the default network the ones that are each zone's default. */
    List<String> subnetIds(ResourceIdentity identity) {
        return of(identity).flatMap(AwsProviderConfig.Network::subnetIds).orElseGet(() -> {
            String vpc = vpcId(identity);
            return clients
                    .of(identity)
                    .ec2()
                    .describeSubnets(
                            find -> find.filters(Tags.filter("vpc-id", vpc), Tags.filter("default-for-az", "true")))
                    .subnets()
                    .stream()
                    .map(Subnet::subnetId)
                    .sorted()
                    .toList();
        });
    }

    private Optional<AwsProviderConfig.Network> of(ResourceIdentity identity) {
        return Optional.ofNullable(configured.get(identity.region()));
    }
}
