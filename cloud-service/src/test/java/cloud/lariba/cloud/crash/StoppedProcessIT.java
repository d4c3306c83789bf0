package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is stopped before or after something that it says, another process takes its work over, and deletes what was created. Then the first goes
 * on as if no time had passed, with what it was saying arriving late: in the end nothing of that has an effect.
 *
 * <p>A sample of the positions, unless {@link Rehearsal} is told otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedProcessIT {

    private static final int SAMPLE = 6;

    /** How often a position that does not come is waited for. */
    private static final int TRIES = 2;

    /** How long it may take until another process has done all of the work. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private final Script script = new Script(this::stop, this::hasWaited);
    private final Failures failures = new Failures();
    private final List<Asked> finished = new ArrayList<>();
    private volatile CountDownLatch goesOn = new CountDownLatch(0);
    private Stage stage;
    private ServiceProcess first;
    private ServiceProcess other;
    private Rehearsal rehearsal;

    @BeforeAll
    void setUp() {
        stage = new Stage(directory, script, new LocalWorld());
        other = stage.bystander("other");
        other.start();
        other.pause();
        first = stage.process("first");
        first.start();
        rehearsal = new Rehearsal(script, SAMPLE, this::prepare);
    }

    @AfterAll
    void tearDown() throws IOException {
        goesOn.countDown();
        first.close();
        other.close();
        stage.close();
    }

    @Test
    void whatAStoppedProcessWasDoingHasNoEffectOnceAnotherHasTakenOver() {
        Map<Mutation, List<Position>> all = rehearsal.positions();
        int tried = 0;
        int stopped = 0;
        int takenOver = 0;
        for (Map.Entry<Mutation, List<Position>> each : all.entrySet()) {
            for (Position position : rehearsal.chosen(each.getValue(), all.size())) {
                tried++;
                Course course = attempt(each.getKey(), position);
                // A wait that was shorter this time had fewer positions.
                for (int i = 1; i < TRIES && course == Course.NOT_REACHED; i++) {
                    course = attempt(each.getKey(), position);
                }
                switch (course) {
                    case NOT_REACHED -> {}
                    case STOPPED -> stopped++;
                    case TAKEN_OVER -> {
                        stopped++;
                        takenOver++;
                    }
                }
            }
        }
        finishesAnotherOperation();
        for (Asked each : finished) {
            isInOrder(each);
        }
        System.out.printf(
                "stopped-process tried=%d stopped=%d taken-over=%d failed=%d seed=%d%n",
                tried, stopped, takenOver, failures.size(), Rehearsal.SEED);
        failures.assertNone();
        assertTrue(stopped >= tried * 8 / 10, stopped + " of " + tried + " positions were reached");
        assertTrue(takenOver > 0, "nothing was taken over");
    }

    /** What was held up in the process that was stopped last has arrived once that process has done something else from beginning to end. */
    private void finishesAnotherOperation() {
        Asked last = prepare(Mutation.ALL.getFirst());
        last.mutate();
        last.converges();
    }

    private enum Course {
        NOT_REACHED,
        STOPPED,
        TAKEN_OVER
    }

    private Course attempt(Mutation mutation, Position position) {
        Asked asked = prepare(mutation);
        goesOn = new CountDownLatch(1);
        script.endAt(position);
        Course course = Course.NOT_REACHED;
        CompletableFuture<Void> accepted = CompletableFuture.runAsync(asked::mutate);
        try {
            await().atMost(Asked.CONVERGED).until(() -> script.isReached() || accepted.isDone() && asked.isDone());
            if (script.close()) {
                course = Course.STOPPED;
                if (asked.isAccepted() && !asked.isDone()) {
                    await("the other process does the work").atMost(TAKEN_OVER).until(asked::isDone);
                    course = Course.TAKEN_OVER;
                    takeBack(asked);
                }
                goOn();
            }
            accepted.join();
            asked.converges();
            finished.add(asked);
        } catch (AssertionError | RuntimeException e) {
            failures.add(mutation + " stopped " + position, e, first, other);
        } finally {
            goOn();
            // Its client says nothing in the next attempt.
            accepted.exceptionally(failure -> null).join();
            script.watch();
        }
        return course;
    }

    private void takeBack(Asked asked) {
        if (asked.canBeTakenBack()) {
            RestAssured.port = other.port();
            try {
                asked.takeBack();
            } finally {
                RestAssured.port = first.port();
            }
        }
    }

    private void isInOrder(Asked asked) {
        try {
            asked.isInOrder();
        } catch (AssertionError | RuntimeException e) {
            failures.add(asked + " in the end", e, first, other);
        }
    }

    private Asked prepare(Mutation mutation) {
        script.watch();
        return Asked.prepare(mutation, stage, StoppedProcessIT::answer);
    }

    private void stop() {
        first.pause();
        other.resume();
    }

    private void goOn() {
        other.pause();
        first.resume();
        goesOn.countDown();
    }

    private boolean hasWaited() {
        try {
            goesOn.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Calls until there is an answer that is not the service's own failure. */
    private static Response answer(Supplier<Response> call) {
        return await().atMost(Asked.CONVERGED).ignoreExceptions().until(call::get, answer -> answer.statusCode() < 500);
    }
}
