package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Settings;
import cloud.lariba.testing.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Resources without a service, and an administrator who makes services of them. */
abstract class OrphanAdoptions {

    static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Ledger ledger;

    final Tenant owner = administrator();

    static Tenant administrator() {
        UUID id = UUID.randomUUID();
        UUID project = UUID.randomUUID();
        NeighbourStub.project(project).role(id, "owner");
        return new Tenant(id, TestTokens.admin(id), project);
    }

    static UUID orphan(Settings settings) {
        UUID service = UUID.randomUUID();
        FaultyProvider.make(new ResourceIdentity(service, UUID.randomUUID(), FaultyProvider.REGION, 1), settings);
        return service;
    }

    static InstanceSettings instance(String type, int disk) {
        return new InstanceSettings(
                type,
                "ubuntu-24.04",
                disk,
                List.of(),
                null,
                List.of(new FirewallRule("tcp", "443", "10.0.0.0/8")),
                false);
    }

    Response adopt(UUID orphan, Map<String, ?> changes) {
        Map<String, Object> body = new HashMap<>();
        body.put("project_id", owner.projectId().toString());
        body.put("name", Tenant.name());
        body.putAll(changes);
        return owner.sending(body).post("/admin/orphans/{id}/adopt", orphan);
    }

    void adopted(Response accepted) {
        JsonPath operation = owner.await(Tenant.operationOf(accepted));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
    }

    UUID awaitOrphan(UUID service) {
        await().atMost(SOON).until(() -> find(service).isPresent());
        return find(service).orElseThrow();
    }

    Optional<UUID> find(UUID service) {
        List<Map<String, Object>> items =
                owner.get("/admin/orphans?limit=100").jsonPath().getList("items");
        return items.stream()
                .filter(item -> service.toString().equals(item.get("service_id")))
                .map(item -> UUID.fromString(String.valueOf(item.get("id"))))
                .findFirst();
    }
}
