package cloud.lariba.cloud.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the service before and after everything that it says to the database and to the provider, for each mutation of each type; after
 * a restart there is exactly what was asked for, without anybody's help.
 *
 * <p>A sample of the positions, unless {@link Rehearsal} is told otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillAtEveryStep {

    /** How often a position that does not come is waited for. */
    private static final int TRIES = 2;

    @TempDir
    private static Path directory;

    private final Script script = new Script(() -> process().kill(), () -> false);
    private final Failures failures = new Failures();
    private final int sample;
    private Stage stage;
    private ServiceProcess process;
    private Rehearsal rehearsal;

    /** Takes about so many positions when not all are taken. */
    KillAtEveryStep(int sample) {
        this.sample = sample;
    }

    /** Where the service makes its resources. */
    abstract World world();

    @BeforeAll
    void setUp() {
        stage = new Stage(directory, script, world());
        process = stage.process("cloud");
        process.startTwice();
        rehearsal = new Rehearsal(script, sample, this::prepare);
    }

    @AfterAll
    void tearDown() throws IOException {
        process.close();
        stage.close();
    }

    private ServiceProcess process() {
        return process;
    }

    @Test
    void whateverItIsKilledInItConverges() {
        Map<Mutation, List<Position>> all = rehearsal.positions();
        int total = all.values().stream().mapToInt(List::size).sum();
        int tried = 0;
        int reached = 0;
        for (Map.Entry<Mutation, List<Position>> each : all.entrySet()) {
            List<Position> chosen = rehearsal.chosen(each.getValue(), all.size());
            int killed = 0;
            for (Position position : chosen) {
                // A wait that was shorter this time had fewer positions.
                boolean reachedOnce = IntStream.range(0, TRIES).anyMatch(i -> attempt(each.getKey(), position));
                killed += reachedOnce ? 1 : 0;
            }
            tried += chosen.size();
            reached += killed;
            System.out.printf(
                    "kill-at-every-step %-12s %-28s positions=%d tried=%d killed=%d%n",
                    stage.region(), each.getKey(), each.getValue().size(), chosen.size(), killed);
        }
        System.out.printf(
                "kill-at-every-step %s total positions=%d tried=%d killed=%d failed=%d seed=%d%n",
                stage.region(), total, tried, reached, failures.size(), Rehearsal.SEED);
        failures.assertNone();
        assertTrue(tried > 0, "nothing was tried");
        // A poll may come once more or less from run to run.
        assertTrue(reached >= tried * 8 / 10, reached + " of " + tried + " positions were reached");
    }

    /** Returns whether the service was killed. */
    private boolean attempt(Mutation mutation, Position position) {
        Asked asked = prepare(mutation);
        script.endAt(position);
        try {
            asked.mutate();
            asked.converges();
        } catch (AssertionError | RuntimeException e) {
            failures.add(mutation + " killed " + position, e, process);
        }
        boolean killed = script.isReached();
        script.watch();
        revive();
        return killed;
    }

    private Asked prepare(Mutation mutation) {
        script.watch();
        return Asked.prepare(mutation, stage, this::answer);
    }

    private void revive() {
        if (!process.isAlive()) {
            process.start();
        }
    }

    /** Calls until there is an answer, and starts the service again when it is gone. */
    private Response answer(Supplier<Response> call) {
        long end = System.nanoTime() + Asked.CONVERGED.toNanos();
        while (true) {
            try {
                Response answer = call.get();
                if (answer.statusCode() < 500 || System.nanoTime() > end) {
                    return answer;
                }
            } catch (Exception e) {
                // RestAssured throws what the connection threw, whether it is declared or not.
                if (!(e instanceof IOException) || System.nanoTime() > end) {
                    throw new IllegalStateException(e);
                }
            }
            revive();
        }
    }
}
