package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.Tenant;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private static final int SERVICES = Integer.getInteger("lariba.crash.services", 40);
    private static final List<String> TYPES = List.of("compute", "storage", "database");
    private static final int CLIENTS = 8;
    /** How many services are asked for before the next replica is killed, as soon as one of them is there. */
    private static final int BETWEEN_KILLS = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path directory;

    private final AtomicInteger turn = new AtomicInteger();
    private Stage stage;
    private List<ServiceProcess> replicas;

    /** A service that was asked for. */
    private record Made(String type, UUID id) {}

    @BeforeEach
    void setUp() {
        stage = new Stage(directory, new Script(() -> {}, () -> true), new LocalWorld());
        replicas = List.of(stage.process("cloud-1"), stage.process("cloud-2"));
        replicas.forEach(ServiceProcess::start);
    }

    @AfterEach
    void tearDown() throws IOException {
        replicas.forEach(ServiceProcess::close);
        stage.close();
    }

    @Test
    void everythingThatIsAskedForIsThereOnceHoweverOftenAReplicaIsKilled() throws Exception {
        Tenant tenant = Tenant.owner();
        List<Future<Made>> made = new ArrayList<>();
        int kills = 0;
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            while (made.size() < SERVICES) {
                int before = made.size();
                for (int i = before; i < Math.min(before + BETWEEN_KILLS, SERVICES); i++) {
                    String type = TYPES.get(i % TYPES.size());
                    String name = "s-" + i;
                    made.add(clients.submit(() -> create(tenant, type, name)));
                }
                await().atMost(PATIENCE).until(() -> succeeded(tenant) > before);
                ServiceProcess victim = replicas.get(kills++ % replicas.size());
                victim.kill();
                victim.start();
            }
            await().atMost(PATIENCE).until(() -> succeeded(tenant) == SERVICES);
        }
        System.out.printf(
                "two-replicas services=%d kills=%d seconds=%d%n",
                SERVICES, kills, Duration.ofNanos(System.nanoTime() - begun).toSeconds());

        assertEquals(
                SERVICES,
                stage.count(
                        "select count(*) from services where status = 'running' and project_id = ?",
                        tenant.projectId()));
        assertEquals(SERVICES, stage.count("select count(*) from operations where project_id = ?", tenant.projectId()));
        for (Future<Made> each : made) {
            Made service = each.get();
            assertEquals(1, stage.resources(service.type(), service.id()), service::toString);
        }
    }

    private int succeeded(Tenant tenant) {
        return stage.count(
                "select count(*) from operations where state = 'succeeded' and project_id = ?", tenant.projectId());
    }

    private Made create(Tenant tenant, String type, String name) {
        Map<String, Object> wish = tenant.wish(type, stage.region(), name);
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
