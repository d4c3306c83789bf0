package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.crash.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.rds.RdsClient;

/** AWS's emulator, with a PostgreSQL behind its RDS. */
public final class AwsWorld implements World {

    /** Why there is none. */
    public static final String IMPOSSIBLE = MotoServer.ABSENT;

    private static final String FINAL = "-final-";

    private final RealPostgresBehindRds endpoint =
            new RealPostgresBehindRds(MotoServer.running().endpoint());
    private final AwsClients clients =
            AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()));
    private final List<FaultNetwork> networks = new ArrayList<>();

    /** Whether there can be one on this machine. */
    public static boolean isPossible() {
        return MotoServer.isInstalled();
    }

    @Override
    public String region() {
        return AwsSettings.REGION;
    }

    @Override
    public Map<String, String> settings() {
        return withoutTls(AwsSettings.of(endpoint.url()));
    }

    @Override
    public Map<String, String> settings(Calls calls) {
        FaultNetwork network = FaultNetwork.heard(endpoint.url(), calls);
        networks.add(network);
        return withoutTls(network.settings());
    }

    private static Map<String, String> withoutTls(Map<String, String> settings) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put("lariba.providers.aws.databases.tls", "disable");
        return changed;
    }

    @Override
    public int resources(String type, UUID serviceId, Rows rows) {
        AwsClients.Account region = clients.inRegion(AwsSettings.REGION);
        return switch (type) {
            case "compute" -> FaultInventory.instances(serviceId).size();
            case "storage" ->
                (int) region.s3().listBuckets().buckets().stream()
                        .filter(bucket ->
                                bucket.name().contains(serviceId.toString().replace("-", "")))
                        .count();
            default -> databases(region.rds(), serviceId.toString().replace("-", ""));
        };
    }

    /** The instances and snapshots of a service's database, but those that RDS takes itself and the one that a deletion leaves. */
    private static int databases(RdsClient rds, String id) {
        long instances = rds.describeDBInstances().dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().contains(id))
                .count();
        long snapshots = rds.describeDBSnapshots(find -> find.snapshotType("manual")).dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbSnapshotIdentifier().contains(id))
                .filter(snapshot -> !snapshot.dbSnapshotIdentifier().contains(FINAL))
                .count();
        return (int) (instances + snapshots);
    }

    @Override
    public void close() {
        networks.forEach(FaultNetwork::close);
        endpoint.close();
    }
}
