package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.crash.World;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The emulator behind a network with faults, new for each test that registers it, and the provider on it. With time in everything that takes time in
 * AWS.
 */
final class FaultNetwork implements AfterEachCallback, TestExecutionExceptionHandler, AutoCloseable {

    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final double PROBABILITY = 0.4;
    private static final int MOST = 3;

    private final Map<String, String> emulator;
    private final FaultPlan plan;
    private final FaultCapacity capacity = new FaultCapacity();
    private final FaultVisibility visibility = new FaultVisibility();
    private final FaultInstanceStates instances = new FaultInstanceStates();
    private final FaultDatabaseStates databases = new FaultDatabaseStates();
    private final FaultSnapshotStates snapshots = new FaultSnapshotStates();
    private final FaultRefusals refusals = new FaultRefusals();
    private final FaultProxy proxy;

    private FaultNetwork(FaultPlan plan, URI endpoint, Map<String, String> emulator, FaultStage... before) {
        this.plan = plan;
        this.emulator = emulator;
        List<FaultStage> stages = new ArrayList<>(List.of(before));
        stages.addAll(List.of(refusals, capacity, new FaultTokens(), visibility, instances, databases, snapshots));
        this.proxy = new FaultProxy(endpoint, plan, stages);
    }

    /** A network without faults, of whose calls somebody hears. */
    static FaultNetwork heard(URI target, World.Calls calls) {
        return new FaultNetwork(new FaultPlan.Named(), target, AwsSettings.of(target), new FaultListener(calls));
    }

    /** A network in which calls go wrong by chance, and everything takes a while. */
    static FaultNetwork random(long seed) {
        return random(seed, MotoServer.running().endpoint());
    }

    /** As {@link #random(long)}, before another endpoint than the emulator's. */
    static FaultNetwork random(long seed, URI target) {
        FaultNetwork network = new FaultNetwork(
                new FaultPlan.Random(seed, PROBABILITY, MOST, AwsSettings.ACCESS_KEY), target, AwsSettings.of(target));
        network.takeAWhile();
        return network;
    }

    /** As {@link #random}, before the emulator that checks signatures and policies. */
    static FaultNetwork randomEnforcing(long seed) {
        return plannedEnforcing(new FaultPlan.Random(seed, PROBABILITY, MOST, EnforcingMoto.caller()));
    }

    /** As {@link #planned}, before the emulator that checks signatures and policies. */
    static FaultNetwork plannedEnforcing(FaultPlan plan) {
        return new FaultNetwork(plan, EnforcingMoto.endpoint(), EnforcingMoto.settings());
    }

    /** A network in which planned calls go wrong and nothing takes time. */
    static FaultNetwork planned(FaultPlan plan) {
        URI endpoint = MotoServer.running().endpoint();
        return new FaultNetwork(plan, endpoint, AwsSettings.of(endpoint));
    }

    /** From now on made things stay unseen for a while, and instances and databases take a while to change. */
    void takeAWhile() {
        visibility.hideInstancesFor(A_WHILE);
        visibility.hideGroupsFor(A_WHILE);
        instances.changesTake(A_WHILE);
        databases.changesTake(A_WHILE);
        snapshots.changesTake(A_WHILE);
    }

    /** The settings of a provider on this network. Its SDK tries once, so each fault reaches the provider. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(emulator);
        settings.put("lariba.providers.aws.endpoint-override", proxy.endpoint().toString());
        settings.put("lariba.providers.aws.calls.attempts", "1");
        return settings;
    }

    /** A new provider on this network. */
    AwsProvider provider() {
        return AwsSettings.provider(settings());
    }

    FaultProxy proxy() {
        return proxy;
    }

    FaultCapacity capacity() {
        return capacity;
    }

    FaultRefusals refusals() {
        return refusals;
    }

    FaultVisibility visibility() {
        return visibility;
    }

    FaultInstanceStates instances() {
        return instances;
    }

    FaultDatabaseStates databases() {
        return databases;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        throw new AssertionError(failure + "; with " + plan + " after " + proxy.calls(), failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
