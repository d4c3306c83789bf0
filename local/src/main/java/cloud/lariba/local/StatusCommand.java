package cloud.lariba.local;

import cloud.lariba.local.process.Memory;
import cloud.lariba.local.process.ProcessIdentity;
import cloud.lariba.local.process.Supervisor.State;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StackState.PartState;
import cloud.lariba.local.stack.StackState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a stack does. */
@Command(
        name = "status",
        description = "Shows state, process, port, memory and uptime of each part.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything is running", "1:something is not", "3:not running"})
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;
    private static final double MEBIBYTE = 1024.0 * 1024;

    private final Clock clock = Clock.systemUTC();

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    /** What {@code --json} prints; null where there is nothing to say. */
    record Report(
            String state,
            String home,
            @Nullable String gateway,
            @Nullable Integer postgresPort,
            @Nullable String s3Endpoint,
            @Nullable Long launcherPid,
            @Nullable Long memoryBytes,
            List<PartReport> services) {}

    /** One part in {@link Report}. */
    record PartReport(
            String name,
            String state,
            @Nullable Long pid,
            int port,
            @Nullable Long memoryBytes,
            @Nullable Long uptimeSeconds,
            int restarts) {}

    @Override
    public Integer call() {
        Optional<StackState> state = homeOption.stateFile().readLive();
        Report report = state.map(this::report).orElseGet(this::notRunning);
        System.out.print(json ? toJson(report) : toText(report));
        if (state.isEmpty()) {
            return NOT_RUNNING;
        }
        boolean allRun =
                report.services().stream().allMatch(part -> part.state().equals(lower(State.RUNNING)));
        return state.get().phase() == Phase.RUNNING && allRun ? 0 : 1;
    }

    private Report notRunning() {
        return new Report("stopped", homeOption.home().root().toString(), null, null, null, null, null, List.of());
    }

    private Report report(StackState state) {
        List<PartReport> parts = state.parts().stream().map(this::report).toList();
        Long launcherMemory = memory(state.launcher(), Memory::of);
        long total = Stream.concat(Stream.of(launcherMemory), parts.stream().map(PartReport::memoryBytes))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new Report(
                lower(state.phase()),
                state.home(),
                state.gateway(),
                state.postgresPort(),
                state.s3Endpoint(),
                state.launcher().pid(),
                total,
                parts);
    }

    private PartReport report(PartState part) {
        Optional<ProcessIdentity> process = Optional.ofNullable(part.process())
                .filter(identity -> identity.find().isPresent());
        return new PartReport(
                part.name(),
                lower(part.state()),
                process.map(ProcessIdentity::pid).orElse(null),
                part.port(),
                process.map(identity -> memory(identity, Memory::ofTree)).orElse(null),
                process.isPresent() ? uptime(part.startedAt()) : null,
                part.restarts());
    }

    private @Nullable Long uptime(@Nullable Instant since) {
        return since == null ? null : Duration.between(since, clock.instant()).toSeconds();
    }

    private static @Nullable Long memory(ProcessIdentity identity, Function<ProcessHandle, OptionalLong> measure) {
        return identity.find()
                .map(measure)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .orElse(null);
    }

    private static String toJson(Report report) {
        return JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report)
                + System.lineSeparator();
    }

    private static String toText(Report report) {
        if (report.gateway() == null) {
            return "not running in %s; ./lariba up starts it%n".formatted(report.home());
        }
        String form = "%-18s %-10s %8s %6s %9s %9s %8s%n";
        StringBuilder text = new StringBuilder(
                        "%s at %s, home %s%n".formatted(report.state(), report.gateway(), report.home()))
                .append(form.formatted("PART", "STATE", "PID", "PORT", "MEMORY", "UPTIME", "RESTARTS"));
        for (PartReport part : report.services()) {
            text.append(form.formatted(
                    part.name(),
                    part.state(),
                    Objects.toString(part.pid(), "-"),
                    part.port(),
                    mebibytes(part.memoryBytes()),
                    part.uptimeSeconds() == null ? "-" : part.uptimeSeconds() + " s",
                    part.restarts()));
        }
        return text.append("with the launcher (pid %d) %s in all%n"
                        .formatted(report.launcherPid(), mebibytes(report.memoryBytes())))
                .toString();
    }

    private static String mebibytes(@Nullable Long bytes) {
        return bytes == null ? "-" : String.format(Locale.ROOT, "%.0f MB", bytes / MEBIBYTE);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
