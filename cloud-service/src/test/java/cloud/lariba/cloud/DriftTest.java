package cloud.lariba.cloud;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.drift.Looks;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.Settings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes resources behind the platform's back, and the services say so. */
@ServiceTest
class DriftTest {

    private static final String DETECTED = "cloud.lariba.service.drift_detected";
    private static final String RESOLVED = "cloud.lariba.service.drift_resolved";

    @Inject
    Looks looks;

    @Inject
    Ledger ledger;

    @Test
    void aServiceThatIsAsItWasAskedForHasNoDrift() {
        Tenant.Asked machine = Tenant.owner().running("compute");

        lookAt(machine);

        assertNull(machine.read().get("drift"));
        assertEquals(1, machine.tenant().faults().count(Faults.Call.COMPARE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void whatSomebodyChangedIsShownFieldByField(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        long version = version(service);

        change(service);
        lookAt(service);

        String field =
                switch (type) {
                    case "compute" -> "firewall";
                    case "storage" -> "versioning";
                    default -> "multi_az";
                };
        Object expected = type.equals("compute") ? List.of() : false;
        Object observed = type.equals("compute")
                ? List.of(
                        Map.of("protocol", "tcp", "port_range", "22", "cidr", "0.0.0.0/0"),
                        Map.of("protocol", "icmp", "cidr", "0.0.0.0/0"))
                : true;
        service.tenant()
                .get(service.path())
                .then()
                .body("status", equalTo("running"))
                .body("generation", equalTo(1))
                .body("drift.detected_at", notNullValue())
                .body("drift.differences.field", contains(field))
                .body("drift.differences[0].expected", equalTo(expected))
                .body("drift.differences[0].observed", equalTo(observed))
                .body("drift.differences[0].since", notNullValue())
                .body("drift.differences[0].ignored", nullValue());
        assertTrue(version(service) > version);
        service.tenant()
                .colleague("viewer")
                .get("/services?project_id={id}", service.tenant().projectId())
                .then()
                .body("items[0].drift.differences", hasSize(1));
    }

    @Test
    void aDifferenceKeepsItsTimeAndIsToldOnce() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        resize(machine, "t3.large");
        lookAt(machine);
        String since = machine.read().getString("drift.differences[0].since");
        long version = version(machine);

        lookAt(machine);
        assertEquals(version, version(machine));
        assertEquals(1, events(machine, DETECTED));

        resize(machine, "t3.xlarge");
        lookAt(machine);
        assertEquals(since, machine.read().getString("drift.differences[0].since"));
        assertEquals("t3.xlarge", machine.read().getString("drift.differences[0].observed"));
        assertEquals(2, events(machine, DETECTED));
        assertEquals(0, events(machine, RESOLVED));

        resize(machine, "t3.micro");
        lookAt(machine);
        lookAt(machine);
        assertNull(machine.read().get("drift"));
        assertEquals(1, events(machine, RESOLVED));
    }

    @Test
    void theEndOfEachDifferenceIsToldOnce() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        change(machine);
        resize(machine, "t3.large");
        lookAt(machine);

        resize(machine, "t3.micro");
        lookAt(machine);
        lookAt(machine);
        assertEquals(List.of("firewall"), machine.read().getList("drift.differences.field"));
        assertEquals(List.of("instance_type"), resolved(machine));

        machine.tenant().await(Tenant.operationOf(machine.tenant().delete(machine.path())));
        assertEquals(List.of("instance_type", "firewall"), resolved(machine));
    }

    @Test
    void anInstanceThatSomebodyStoppedIsStoppedAndWasToRun() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        FaultyProvider.resource(machine.id()).state = State.STOPPED;

        lookAt(machine);

        machine.tenant()
                .get(machine.path())
                .then()
                .body("status", equalTo("stopped"))
                .body("drift.differences.field", contains("state"))
                .body("drift.differences[0].expected", equalTo("running"))
                .body("drift.differences[0].observed", equalTo("stopped"));

        machine.tenant().await(Tenant.operationOf(machine.act("start")));
        lookAt(machine);
        assertEquals("running", machine.read().getString("status"));
        assertNull(machine.read().get("drift"));
    }

    @Test
    void anInstanceThatWasStoppedThroughThePlatformIsNoDrift() {
        Tenant.Asked machine = Tenant.owner().running("compute");
        machine.tenant().await(Tenant.operationOf(machine.act("stop")));

        lookAt(machine);

        assertNull(machine.read().get("drift"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute", "storage", "database"})
    void aResourceThatVanishedLeavesItsServiceDegradedUntilItIsSeenAgain(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        Settings settings = FaultyProvider.resource(service.id()).settings;
        change(service);
        lookAt(service);
        FaultyProvider.remove(service.id());

        lookAt(service);
        assertEquals("running", service.read().getString("status"));
        lookAt(service);
        long version = version(service);
        lookAt(service);

        assertEquals(1, events(service, RESOLVED));
        service.tenant()
                .get(service.path())
                .then()
                .body("status", equalTo("degraded"))
                .body("state_reason", notNullValue())
                .body("conditions[0].reason", equalTo("vanished"))
                .body("conditions[0].status", equalTo("unknown"))
                .body("drift", nullValue());
        assertEquals(version, version(service));
        assertFalse(FaultyProvider.exists(service.id()));

        FaultyProvider.putBack(service.id(), settings);
        lookAt(service);
        service.tenant()
                .get(service.path())
                .then()
                .body("status", equalTo("running"))
                .body("state_reason", nullValue());
    }

    @Test
    void aResourceThatIsNotRecognisedAnyMoreLeavesItsServiceDegradedUntilItIs() {
        Tenant.Asked service = Tenant.owner().running("database");
        service.tenant()
                .faults()
                .fail(
                        Faults.Call.OBSERVE,
                        () -> new Permanent(Permanent.Reason.INVALID_STATE, "Its tags are gone.", null));

        lookAt(service);

        service.tenant()
                .get(service.path())
                .then()
                .body("status", equalTo("degraded"))
                .body("state_reason", equalTo("Its tags are gone."));
        lookAt(service);
        assertEquals("running", service.read().getString("status"));
    }

    @Test
    void aServiceThatDoesNotFollowItsLastChangeStaysDegraded() {
        Tenant tenant = Tenant.owner();
        Tenant.Asked database = tenant.running("database");
        tenant.faults().fail(Faults.Call.FOLLOW, Faults::needsPerson);
        tenant.await(Tenant.operationOf(tenant.patch(database.path(), Map.of("plan", "small"))));
        assertEquals("degraded", database.read().getString("status"));

        lookAt(database);

        database.tenant()
                .get(database.path())
                .then()
                .body("status", equalTo("degraded"))
                .body("state_reason", equalTo("The account has reached its limit."))
                .body("drift.differences.field", hasItem("instance_class"));
    }

    @Test
    void aLookDoesNotOverwriteWhatAnOperationDidMeanwhile() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        resize(machine, "t3.large");
        Faults.Gate gate = tenant.faults().block(Faults.Call.COMPARE);
        looks.makeDue(List.of(machine.id()));
        try (ExecutorService replica = Executors.newVirtualThreadPerTaskExecutor()) {
            replica.execute(() -> looks.round(1));
            gate.awaitArrival();
            tenant.await(Tenant.operationOf(machine.act("stop")));
            gate.open();
        }

        assertEquals("stopped", machine.read().getString("status"));
        assertNull(machine.read().get("drift"));
        assertEquals(0, events(machine, DETECTED));
    }

    @Test
    void aServiceThatIsBeingWorkedOnIsLeftAlone() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        Tenant.Asked machine = tenant.running("compute");
        resize(machine, "t3.large");
        Faults.Gate gate = tenant.faults().block(Faults.Call.REBOOT);
        UUID reboot = Tenant.operationOf(machine.act("reboot"));
        gate.awaitArrival();

        lookAt(machine);

        assertEquals(0, tenant.faults().count(Faults.Call.COMPARE));
        gate.open();
        tenant.await(reboot);
    }

    private void lookAt(Tenant.Asked service) {
        looks.at(List.of(service.id()));
    }

    private static void change(Tenant.Asked service) {
        FaultyProvider.Resource resource = FaultyProvider.resource(service.id());
        resource.settings = switch (resource.settings) {
            case InstanceSettings it ->
                new InstanceSettings(
                        it.instanceType(),
                        it.image(),
                        it.diskGb(),
                        it.sshKeys(),
                        it.userData(),
                        List.of(
                                new FirewallRule("tcp", "22", "0.0.0.0/0"),
                                new FirewallRule("icmp", null, "0.0.0.0/0")),
                        it.publicIp());
            case BucketSettings it ->
                new BucketSettings(true, it.encryption(), it.lifecycle(), it.cors(), it.publicAccess());
            case DatabaseSettings it ->
                new DatabaseSettings(
                        it.engine(),
                        it.version(),
                        it.instanceClass(),
                        it.storageGb(),
                        true,
                        it.backupRetentionDays(),
                        it.allowedCidrs());
        };
    }

    private static void resize(Tenant.Asked machine, String type) {
        FaultyProvider.Resource resource = FaultyProvider.resource(machine.id());
        InstanceSettings it = (InstanceSettings) resource.settings;
        resource.settings = new InstanceSettings(
                type, it.image(), it.diskGb(), it.sshKeys(), it.userData(), it.firewall(), it.publicIp());
    }

    private static long version(Tenant.Asked service) {
        String tag = service.tenant().get(service.path()).getHeader("ETag");
        return Long.parseLong(tag.replace("\"", ""));
    }

    /** The fields of which it was told that they do not differ any more, of a deleted service, too. */
    private List<String> resolved(Tenant.Asked service) {
        return ledger.texts("select difference ->> 'field' from events,"
                + " json_array_elements(event -> 'data' -> 'differences') difference"
                + " where service_id = '" + service.id() + "' and event ->> 'type' = '" + RESOLVED + "'"
                + " order by created_at");
    }

    private static long events(Tenant.Asked service, String type) {
        List<String> types = service.tenant()
                .get(service.path() + "/events?limit=100")
                .jsonPath()
                .getList("items.type");
        return types.stream().filter(type::equals).count();
    }
}
