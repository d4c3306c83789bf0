package cloud.lariba.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cloud.lariba.cloud.drift.Looks;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Resources that somebody changes behind the platform's back. */
abstract class Drifting {

    @Inject
    Looks looks;

    Tenant.Asked drifted(String type, int disk, boolean open) {
        Tenant.Asked machine = Tenant.owner().running("compute");
        change(machine, type, disk, open);
        lookAt(machine);
        assertNotNull(machine.read().get("drift"));
        return machine;
    }

    void lookAt(Tenant.Asked service) {
        looks.at(List.of(service.id()));
    }

    static Response act(Tenant.Asked service, Map<String, ?> action) {
        return service.tenant().post(service.path() + "/actions", action);
    }

    static void done(Tenant.Asked service, Map<String, ?> action) {
        JsonPath operation = service.tenant().await(Tenant.operationOf(act(service, action)));
        assertEquals("succeeded", operation.getString("state"), operation.prettify());
    }

    static InstanceSettings settings(Tenant.Asked machine) {
        return (InstanceSettings) FaultyProvider.resource(machine.id()).settings;
    }

    static void change(Tenant.Asked machine, String type, int disk, boolean open) {
        InstanceSettings it = settings(machine);
        List<FirewallRule> firewall = open ? List.of(new FirewallRule("icmp", null, "0.0.0.0/0")) : List.of();
        FaultyProvider.resource(machine.id()).settings =
                new InstanceSettings(type, it.image(), disk, it.sshKeys(), it.userData(), firewall, it.publicIp());
    }
}
