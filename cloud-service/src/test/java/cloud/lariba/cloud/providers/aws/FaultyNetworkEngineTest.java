package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.ServiceTest;
import cloud.lariba.cloud.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The whole life of an instance on EC2, asked for over the API, while in each of its operations every call goes wrong once. */
@ServiceTest
@QuarkusTestResource(value = FaultNetworkResource.class, restrictToAnnotatedClass = true)
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyNetworkEngineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBcGe2zFhDSJ1NIBdYbFBfY5eBY3ynUnPpzd3kNhD8dU";

    private static final List<String> CHANGING = List.of(
            "ec2 ImportKeyPair",
            "ec2 CreateSecurityGroup",
            "ec2 AuthorizeSecurityGroupIngress",
            "ec2 RunInstances",
            "ec2 CreateTags",
            "ec2 StopInstances",
            "ec2 ModifyInstanceAttribute",
            "ec2 StartInstances",
            "ec2 DeleteTags",
            "ec2 ModifyVolume",
            "ec2 TerminateInstances",
            "ec2 DeleteKeyPair",
            "ec2 DeleteSecurityGroup");

    private final Tenant tenant = Tenant.owner();

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyOperationSucceedsAndLeavesOneInstanceOrNone(Fault fault) {
        FaultNetworkResource.PLAN.begin(fault);
        Response asked = tenant.post("/services", wish());
        UUID service = UUID.fromString(asked.jsonPath().getString("id"));
        String path = "/services/" + service;
        succeeds(asked);
        Instance made = onlyInstance(service);
        assertEquals(tagsOf(service), tags(made));
        assertEquals("t3.micro", made.instanceTypeAsString());

        FaultNetworkResource.PLAN.begin(fault);
        succeeds(tenant.patch(path, Map.of("plan", "medium", "spec", Map.of("disk_gb", 30))));
        Instance resized = onlyInstance(service);
        assertEquals(made.instanceId(), resized.instanceId());
        assertEquals("t3.medium", resized.instanceTypeAsString());
        assertEquals("running", resized.state().nameAsString());

        FaultNetworkResource.PLAN.begin(fault);
        succeeds(tenant.post(path + "/actions", Map.of("type", "stop")));
        assertEquals("stopped", onlyInstance(service).state().nameAsString());

        FaultNetworkResource.PLAN.begin(fault);
        succeeds(tenant.delete(path));
        assertEquals(List.of(), FaultInventory.instances(service));
        assertEquals(List.of(), FaultInventory.groups(tenant.projectId()));
        assertEquals(List.of(), FaultInventory.keyPairs(service));
        CHANGING.forEach(call -> assertTrue(happened(call, fault), call));
    }

    @Test
    void whereOneZoneAloneHasCapacityTheInstanceIsMadeThere() {
        List<String> subnets = FaultInventory.subnets();
        FaultNetworkResource.PLAN.begin(Fault.NONE);
        subnets.stream().skip(1).forEach(FaultNetworkResource.network().capacity()::fill);

        Response asked = tenant.post("/services", wish());
        succeeds(asked);
        FaultNetworkResource.network().capacity().empty();

        assertEquals(
                subnets.getFirst(),
                onlyInstance(UUID.fromString(asked.jsonPath().getString("id"))).subnetId());
    }

    private static boolean happened(String name, Fault fault) {
        return FaultNetworkResource.network().proxy().calls().stream()
                .anyMatch(call -> call.name().equals(name) && call.fault() == fault);
    }

    private Map<String, Object> wish() {
        return Map.of(
                "project_id",
                tenant.projectId().toString(),
                "name",
                Tenant.name(),
                "region",
                AwsSettings.REGION,
                "type",
                "compute",
                "plan",
                "micro",
                "spec",
                Map.of(
                        "ssh_keys", List.of(KEY),
                        "firewall", List.of(Map.of("protocol", "tcp", "port_range", "22", "cidr", "203.0.113.0/24"))));
    }

    private void succeeds(Response accepted) {
        UUID operation = Tenant.operationOf(accepted);
        await().atMost(PATIENCE)
                .until(() -> !List.of("queued", "running")
                        .contains(tenant.await(operation).getString("state")));
        JsonPath ended = tenant.await(operation);
        assertEquals("succeeded", ended.getString("state"), ended::prettify);
    }

    private static Instance onlyInstance(UUID service) {
        List<Instance> all = FaultInventory.instances(service);
        assertTrue(all.size() == 1, all::toString);
        return all.getFirst();
    }

    private Map<String, String> tagsOf(UUID service) {
        return Map.of(
                Tags.SERVICE, service.toString(),
                Tags.PROJECT, tenant.projectId().toString(),
                Tags.INSTALLATION, "tests");
    }

    private static Map<String, String> tags(Instance instance) {
        return instance.tags().stream()
                .filter(tag -> tag.key().startsWith("lariba:"))
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
