package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Settings;
import cloud.lariba.cloud.providers.StorageProvider;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A cloud in memory that obeys the providers' contract, and fails as a test asks it to for a project. */
@Singleton
public class FaultyProvider implements Provider {

    /** What it can do no more. */
    static final Set<Capability> LOST = ConcurrentHashMap.newKeySet();

    /** Without this setting it offers nothing. */
    static final String SWITCH = "test.faulty-provider";
    /** The region in which the tests' services are. */
    static final String REGION = "test-1";
    /** Another one. */
    static final String OTHER_REGION = "test-2";

    private static final Map<UUID, Faults> FAULTS = new ConcurrentHashMap<>();
    private static final Map<UUID, Resource> RESOURCES = new ConcurrentHashMap<>();
    private static final Map<UUID, AtomicInteger> MADE = new ConcurrentHashMap<>();

    /** The services of whose databases a last snapshot stayed. */
    static final Set<UUID> FINAL_SNAPSHOTS = ConcurrentHashMap.newKeySet();

    /** What there is of a service. */
    static final class Resource {

        final StoredObjects objects = new StoredObjects();
        final Map<String, String> keys = new ConcurrentHashMap<>();
        volatile State state = State.RUNNING;
        volatile Settings settings;
        /** The project in its tags, or null when the provider does not know. */
        volatile @Nullable UUID projectId;

        /** Whether the provider itself refuses to delete it. */
        volatile boolean deletionProtection;
        /** The logins of a database that clients are let in by, with their passwords. */
        final Map<String, String> logins = new ConcurrentHashMap<>();
        /** What calls that died have left of keys of a bucket. */
        volatile int keysLeftBehind;
        /** How often all logins were taken away. */
        volatile int dismissals;
        /** The logins with which somebody is connected to a database. */
        final Set<String> connected = ConcurrentHashMap.newKeySet();

        final Map<UUID, String> snapshots = new ConcurrentHashMap<>();
        final Set<Long> generations = ConcurrentHashMap.newKeySet();
        /** What was restored for a generation, and is not the database yet. */
        final Map<Long, String> copies = new ConcurrentHashMap<>();

        /** The generation of a database that its name tells. */
        volatile long generation = 1;

        volatile String content = "";
        volatile String administrator = "";

        Resource(Settings settings) {
            this.settings = settings;
        }

        /** The copy of this generation, if there is one, is the database from now on. */
        void replace(long generation) {
            String copy = copies.remove(generation);
            if (copy != null) {
                content = copy;
                logins.clear();
            }
        }
    }

    /** The faults of a project's services. */
    public static Faults faults(UUID projectId) {
        return FAULTS.computeIfAbsent(projectId, id -> new Faults());
    }

    /** How often a resource was made for the service. */
    public static int made(UUID serviceId) {
        return MADE.getOrDefault(serviceId, new AtomicInteger()).get();
    }

    public static boolean exists(UUID serviceId) {
        return RESOURCES.containsKey(serviceId);
    }

    static Map<UUID, Resource> resources() {
        return Map.copyOf(RESOURCES);
    }

    static Resource resource(UUID serviceId) {
        Resource resource = RESOURCES.get(serviceId);
        if (resource == null) {
            throw new ProviderException.Permanent(
                    ProviderException.Permanent.Reason.NOT_FOUND, "There is no such resource.", null);
        }
        return resource;
    }

    static <T> T around(ResourceIdentity identity, Call call, Supplier<T> effect) {
        return faults(identity.projectId()).around(call, effect);
    }

    static void run(ResourceIdentity identity, Call call, Runnable effect) {
        around(identity, call, () -> {
            effect.run();
            return true;
        });
    }

    static Resource make(ResourceIdentity identity, Settings settings) {
        Resource resource = RESOURCES.computeIfAbsent(identity.serviceId(), id -> {
            MADE.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
            return new Resource(settings);
        });
        resource.settings = settings;
        return resource;
    }

    /** Somebody else removes the resource. */
    static void forget(UUID serviceId) {
        RESOURCES.remove(serviceId);
    }

    static void remove(ResourceIdentity identity) {
        remove(identity.serviceId());
    }

    static void remove(UUID serviceId) {
        RESOURCES.remove(serviceId);
    }

    /** Somebody brings back what was removed. */
    static void putBack(UUID serviceId, Settings settings) {
        RESOURCES.put(serviceId, new Resource(settings));
    }

    @Override
    public String name() {
        return "testing";
    }

    @Override
    public List<String> regions() {
        return List.of(REGION, OTHER_REGION);
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = ConfigProvider.getConfig()
                        .getOptionalValue(SWITCH, Boolean.class)
                        .orElse(false)
                ? EnumSet.allOf(Capability.class)
                : EnumSet.noneOf(Capability.class);
        capabilities.removeAll(LOST);
        return capabilities;
    }

    @Override
    public Optional<MetricsProvider> metrics() {
        return capabilities().isEmpty() ? Optional.empty() : Optional.of(new FaultyMetrics());
    }

    @Override
    public ComputeProvider compute() {
        return new FaultyCompute();
    }

    @Override
    public StorageProvider storage() {
        return new FaultyStorage();
    }

    @Override
    public InventoryProvider inventory() {
        return new FaultyInventory();
    }

    @Override
    public DatabaseProvider database() {
        return new FaultyDatabases();
    }
}
