package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Subnets in whose zone there is no room for instances. */
final class FaultCapacity implements FaultStage {

    private static final int REFUSED = 500;

    private final Set<String> full = ConcurrentHashMap.newKeySet();

    void fill(String subnetId) {
        full.add(subnetId);
    }

    void empty() {
        full.clear();
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        boolean refused = call.is("ec2 RunInstances")
                && full.stream().anyMatch(subnet -> call.names("NetworkInterface.1.SubnetId", subnet));
        return refused
                ? Future.succeededFuture(FaultAnswer.error(
                        call, REFUSED, "InsufficientInstanceCapacity", "There is no capacity in this zone"))
                : next.apply(call);
    }
}
