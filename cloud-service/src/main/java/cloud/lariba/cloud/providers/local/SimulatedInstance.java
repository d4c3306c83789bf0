package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instance that exists only as a row. What it does is a function of the last change and the time since: nothing has to run for it to finish
 * starting.
 *
 * @param serviceId the service it belongs to
 * @param instanceId its id, {@code i-} and 17 hexadecimal digits
 * @param instanceType its size
 * @param publicIp whether it has a public address
 * @param change the last change of its state; a running instance is one that started long enough ago
 * @param since when that change began
 */
record SimulatedInstance(
        UUID serviceId, String instanceId, String instanceType, boolean publicIp, State change, Instant since) {

    private static final Duration START = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration REBOOT = Duration.ofMillis(1500);
    private static final Duration TERMINATE = Duration.ofMillis(500);

    /** What it does at this time; empty when it is gone. */
    Optional<State> stateAt(Instant now) {
        return switch (change) {
            case PENDING -> Optional.of(passed(START, now) ? State.RUNNING : State.PENDING);
            case REBOOTING -> Optional.of(passed(REBOOT, now) ? State.RUNNING : State.REBOOTING);
            case STOPPING -> Optional.of(passed(STOP, now) ? State.STOPPED : State.STOPPING);
            case TERMINATING -> passed(TERMINATE, now) ? Optional.empty() : Optional.of(State.TERMINATING);
            case RUNNING, STOPPED -> Optional.of(change);
        };
    }

    private boolean passed(Duration needed, Instant now) {
        return !now.isBefore(since.plus(needed));
    }

    /** What an observer sees while it is in this state. */
    Present seenAs(State state) {
        return new Present(state, instanceType, instanceId, privateAddress(), publicAddress(), dnsName(), true);
    }

    /** In 10.0.0.0/8, always the same for a service. */
    private String privateAddress() {
        long bits = mixed();
        return "10." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + host(bits);
    }

    /** In TEST-NET-3 (RFC 5737), which no network routes: nobody can mistake it for a machine. */
    private @Nullable String publicAddress() {
        return publicIp ? "203.0.113." + host(mixed() >>> 24) : null;
    }

    private String dnsName() {
        return instanceId + ".local.internal";
    }

    private static long host(long bits) {
        return 1 + Math.floorMod(bits, 254L);
    }

    private long mixed() {
        return serviceId.getLeastSignificantBits() * 0x9E3779B97F4A7C15L >>> 8;
    }

    /** The id of the instance that a service has since this generation. */
    static String idOf(UUID serviceId, long generation) {
        long low = serviceId.getLeastSignificantBits() ^ Long.rotateLeft(serviceId.getMostSignificantBits(), 17);
        return "i-" + HexFormat.of().toHexDigits(low * 0x9E3779B97F4A7C15L + generation) + "0";
    }
}
