package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.postgres.Postmaster;
import cloud.lariba.local.process.ProcessIdentity;
import cloud.lariba.local.process.Termination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Processes of a stack whose launcher was killed. */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POSTGRES_PATIENCE = Duration.ofSeconds(30);

    private Leftovers() {}

    /**
     * Ends what a killed launcher left behind. Only whoever has the lock may do so.
     *
     * @return how many processes were ended
     */
    public static int clear(Home home) {
        StateFile file = new StateFile(home);
        List<ProcessHandle> services = file.read().stream()
                .flatMap(state -> state.parts().stream())
                .filter(part -> !part.name().equals(Part.POSTGRES.label()))
                .map(StackState.PartState::process)
                .filter(Objects::nonNull)
                .map(ProcessIdentity::find)
                .flatMap(Optional::stream)
                .toList();
        Termination.terminate(services, PATIENCE);
        try {
            Postmaster.endLeftOver(home.postgres().resolve("data"), POSTGRES_PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.delete();
        return services.size();
    }
}
