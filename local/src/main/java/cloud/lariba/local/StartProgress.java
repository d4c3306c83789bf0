package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.process.Supervisor.State;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StackState.PartState;
import cloud.lariba.local.stack.StackState.Phase;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows how a start goes on: on a terminal one line that says what is still awaited, elsewhere one line for each part that
 * has become ready.
 */
final class StartProgress {

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final Clock clock;
    private final boolean terminal;
    private final Set<String> announced = new HashSet<>();
    private String gateway = "";
    private Duration lasted = Duration.ZERO;

    StartProgress(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.terminal = System.console() != null && System.console().isTerminal();
    }

    synchronized void accept(StackState state) {
        if (state.phase() == Phase.STOPPING) {
            return;
        }
        gateway = state.gateway();
        lasted = Duration.between(state.startedAt(), clock.instant());
        if (terminal) {
            showAwaited(state.parts());
        } else {
            announceReady(state.parts());
        }
        out.flush();
    }

    private void showAwaited(List<PartState> parts) {
        String awaited = parts.stream()
                .filter(part -> part.state() != State.RUNNING)
                .map(PartState::name)
                .collect(Collectors.joining(", "));
        if (announced.isEmpty()) {
            out.print(CLEAR_LINE + "starting (" + seconds() + "), waiting for " + awaited);
        }
    }

    private void announceReady(List<PartState> parts) {
        parts.stream()
                .filter(part -> part.state() == State.RUNNING)
                .filter(part -> announced.add(part.name()))
                .forEach(part -> out.printf("%-18s ready on port %d after %s%n", part.name(), part.port(), seconds()));
    }

    /** Ends the line that is being rewritten, if there is one. */
    synchronized void end() {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
        out.flush();
    }

    /** Says where everything is. */
    synchronized void ready(Home home) {
        end();
        // From now on parts that restart are not announced.
        announced.add("everything");
        out.printf("""
                Lariba Cloud is up (%s)
                  gateway  %s
                  docs     %s/docs
                  try it   ./lariba demo
                  logs     ./lariba logs (%s)
                  stop     ./lariba down
                """, seconds(), gateway, gateway, home.logs());
        out.flush();
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", lasted.toMillis() / 1_000.0);
    }
}
