package cloud.lariba.cloud.providers.aws;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Configures a service for AWS on a network with faults, which the test plans here. */
public class FaultNetworkResource implements QuarkusTestResourceLifecycleManager {

    static final FaultPlan.Each PLAN = new FaultPlan.Each();

    private static volatile @Nullable FaultNetwork network;

    static FaultNetwork network() {
        return Objects.requireNonNull(network);
    }

    @Override
    public Map<String, String> start() {
        if (!MotoServer.isInstalled()) {
            return Map.of();
        }
        FaultNetwork started = FaultNetwork.planned(PLAN);
        started.takeAWhile();
        network = started;
        return started.settings();
    }

    @Override
    public void stop() {
        if (network != null) {
            network().close();
        }
    }
}
