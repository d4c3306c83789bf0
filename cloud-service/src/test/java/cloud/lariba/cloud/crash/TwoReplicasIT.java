package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Tenant;
import cloud.lariba.cloud.providers.local.LocalServers;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas share the work while one of them after the other is killed. By default with a few services; {@code -Dlariba.crash.services=200} takes
 * more.
 */
class TwoReplicasIT {

    private static final int SERVICES = Integer.getInteger("lariba.crash.services", 60);
    private static final List<String> TYPES = List.of("compute", "storage", "database");
    private static final int CLIENTS = 8;
    /** How many operations succeed before the next replica is killed. */
    private static final int BETWEEN_KILLS = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path directory;

    private final AtomicInteger turn = new AtomicInteger();
    private Stage stage;
    private List<CloudProcess> replicas;

    /** A service that was asked for. */
    private record Made(String type, UUID id) {}

    @BeforeEach
    void setUp() {
        stage = new Stage(directory, new Script(() -> {}));
        replicas = List.of(stage.process("cloud-1"), stage.process("cloud-2"));
        replicas.forEach(CloudProcess::start);
    }

    @AfterEach
    void tearDown() throws IOException {
        replicas.forEach(CloudProcess::close);
        stage.close();
    }

    @Test
    void everythingThatIsAskedForIsThereOnceHoweverOftenAReplicaIsKilled() throws Exception {
        Tenant tenant = Tenant.owner();
        List<Made> made = new ArrayList<>();
        AtomicInteger kills = new AtomicInteger();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            Future<?> killer = threads.submit(() -> killInTurn(tenant, kills));
            List<Callable<Made>> wishes = new ArrayList<>();
            for (int i = 0; i < SERVICES; i++) {
                String type = TYPES.get(i % TYPES.size());
                String name = "s-" + i;
                wishes.add(() -> create(tenant, type, name));
            }
            for (Future<Made> each : threads.invokeAll(wishes)) {
                made.add(each.get());
            }
            await().atMost(PATIENCE).until(() -> open(tenant) == 0);
            killer.cancel(true);
        }
        System.out.printf(
                "two-replicas services=%d kills=%d seconds=%d%n",
                SERVICES,
                kills.get(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());

        assertTrue(kills.get() > 0, "nobody was killed");
        assertEquals(
                SERVICES,
                stage.count(
                        "select count(*) from services where status = 'running' and project_id = ?",
                        tenant.projectId()));
        assertEquals(SERVICES, succeeded(tenant));
        for (Made each : made) {
            assertEquals(1, resources(each), each::toString);
        }
    }

    private int open(Tenant tenant) {
        return stage.count(
                "select count(*) from operations where state in ('queued', 'running') and project_id = ?",
                tenant.projectId());
    }

    private int succeeded(Tenant tenant) {
        return stage.count(
                "select count(*) from operations where state = 'succeeded' and project_id = ?", tenant.projectId());
    }

    private int resources(Made service) {
        String hex = service.id().toString().replace("-", "");
        return switch (service.type()) {
            case "compute" -> stage.count("select count(*) from local_instances where service_id = ?", service.id());
            case "storage" -> LocalServers.buckets(hex);
            default -> LocalServers.databases(hex);
        };
    }

    /** Kills one replica, starts it again, lets it work, and goes on with the other. */
    private void killInTurn(Tenant tenant, AtomicInteger kills) {
        for (int i = 0; ; i++) {
            int next = succeeded(tenant) + BETWEEN_KILLS;
            await().atMost(PATIENCE).until(() -> succeeded(tenant) >= next);
            CloudProcess victim = replicas.get(i % replicas.size());
            victim.kill();
            kills.incrementAndGet();
            victim.start();
        }
    }

    private Made create(Tenant tenant, String type, String name) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("project_id", tenant.projectId().toString());
        wish.put("name", name);
        wish.put("region", "local");
        wish.put("type", type);
        wish.put("plan", type.equals("storage") ? "standard" : "micro");
        String key = UUID.randomUUID().toString();
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> post(tenant, type, wish, key), made -> made != null);
    }

    private Made post(Tenant tenant, String type, Map<String, Object> wish, String key) {
        Response answer = tenant.sending(wish)
                .header("Idempotency-Key", key)
                .port(replicas.get(turn.getAndIncrement() % replicas.size()).port())
                .post("/services");
        assertEquals(202, answer.statusCode(), answer::asString);
        return new Made(type, UUID.fromString(answer.jsonPath().getString("id")));
    }
}
