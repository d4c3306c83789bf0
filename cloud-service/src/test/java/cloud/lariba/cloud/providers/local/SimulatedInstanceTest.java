package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedInstanceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PENDING, 0, PENDING",
        "PENDING, 999, PENDING",
        "PENDING, 1000, RUNNING",
        "REBOOTING, 1499, REBOOTING",
        "REBOOTING, 1500, RUNNING",
        "STOPPING, 999, STOPPING",
        "STOPPING, 1000, STOPPED",
        "TERMINATING, 499, TERMINATING",
        "TERMINATING, 500,",
    })
    void aChangeTakesItsTime(State change, long millis, State expected) {
        SimulatedInstance instance = new SimulatedInstance(UUID.randomUUID(), "i-1", "t3.micro", false, change, NOON);

        Optional<State> state = instance.stateAt(NOON.plus(Duration.ofMillis(millis)));

        assertEquals(Optional.ofNullable(expected), state);
    }

    @Property
    void addressesAndIdsDeriveFromTheService(
            @ForAll long high, @ForAll long low, @ForAll @LongRange(min = 1) long generation) {
        UUID service = new UUID(high, low);

        Present one = seen(service, generation);
        Present again = seen(service, generation);

        assertEquals(one, again);
        assertTrue(one.instanceId().matches("i-[0-9a-f]{17}"), one.instanceId());
        assertTrue(one.privateIp().matches("10(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"), one.privateIp());
        assertTrue(String.valueOf(one.publicIp()).matches("203\\.0\\.113\\.(25[0-4]|2[0-4]\\d|1?\\d?\\d)"));
    }

    private static Present seen(UUID service, long generation) {
        String id = SimulatedInstance.idOf(service, generation);
        return new SimulatedInstance(service, id, "t3.micro", true, State.PENDING, NOON).seenAs(State.RUNNING);
    }
}
