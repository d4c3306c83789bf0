package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.InstanceSize;
import java.util.List;

/**
 * How much of the machine a container may use at most; 0 is no limit.
 *
 * @param cpuMicros processor time in each {@link #PERIOD_MICROS}, which may be more than the machine has
 * @param memoryBytes memory; there is no swap beside it
 */
record Limits(long cpuMicros, long memoryBytes) {

    /** The usual period of the kernel's scheduler. */
    static final long PERIOD_MICROS = 100_000;

    private static final long NANOS_OF_A_CPU = 1_000_000_000;

    static Limits of(InstanceSize size) {
        return new Limits(size.vcpus() * PERIOD_MICROS, (long) size.memoryGb() << 30);
    }

    /** From what an engine shows: a quota in a period, or a number of processors in billionths. */
    static Limits shown(long quotaMicros, long periodMicros, long nanoCpus, long memoryBytes) {
        long period = periodMicros == 0 ? PERIOD_MICROS : periodMicros;
        long cpu = quotaMicros > 0 ? quotaMicros * PERIOD_MICROS / period : nanoCpus * PERIOD_MICROS / NANOS_OF_A_CPU;
        return new Limits(cpu, memoryBytes);
    }

    /** As a quota, since engines refuse a number of processors that the machine does not have. */
    List<String> arguments() {
        return List.of(
                "--cpu-period",
                Long.toString(PERIOD_MICROS),
                "--cpu-quota",
                Long.toString(cpuMicros),
                "--memory",
                memoryBytes + "b",
                "--memory-swap",
                memoryBytes + "b");
    }
}
