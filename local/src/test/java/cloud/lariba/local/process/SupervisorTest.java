package cloud.lariba.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.local.process.Supervisor.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final AtomicInteger tries = new AtomicInteger();
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    /** Which start fails. */
    private volatile int failingStart;

    /** How many processes there are when nothing can be told. */
    private volatile int failingNews = -1;

    private final Supervisor supervisor =
            new Supervisor(new StandIn(), Clock.systemUTC(), this::failWhenTheProcessIsNews);

    @AfterEach
    void stop() {
        failingNews = -1;
        supervisor.stop();
        assertFalse(processes.stream().anyMatch(Process::isAlive));
    }

    @Test
    void aProgramThatEndsIsStartedAgain() {
        supervisor.start().join();

        processes.getFirst().destroyForcibly();

        awaitRunning(2);
    }

    @Test
    void aProgramThatCouldOnceNotBeStartedAgainIsTriedFurther() {
        supervisor.start().join();
        failingStart = 2;

        processes.getFirst().destroyForcibly();

        awaitRunning(3);
        processes.getLast().destroyForcibly();
        awaitRunning(4);
    }

    @Test
    void aProcessIsWatchedEvenIfItsStartCouldNotBeTold() {
        supervisor.start().join();
        failingNews = 2;

        processes.getFirst().destroyForcibly();

        Awaitility.await().atMost(PATIENCE).until(() -> processes.size() == 2);
        failingNews = -1;
        awaitRunning(2);
        processes.getLast().destroyForcibly();
        awaitRunning(3);
    }

    @Test
    void aFirstStartThatFailsIsNotRepeated() {
        failingStart = 1;

        supervisor.start().exceptionally(failure -> null).join();

        assertEquals(State.FAILED, supervisor.watch().state());
        assertEquals(1, tries.get());
    }

    private void awaitRunning(int attempts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> tries.get() == attempts
                        && processes.getLast().isAlive()
                        && supervisor.watch().state() == State.RUNNING);
    }

    private void failWhenTheProcessIsNews() {
        if (processes.size() == failingNews) {
            throw new UncheckedIOException(new IOException("disk full"));
        }
    }

    /** A shell that waits until its input ends. */
    private final class StandIn implements Program {

        @Override
        public String name() {
            return "stand-in";
        }

        @Override
        public Process start(boolean again) throws IOException {
            if (tries.incrementAndGet() == failingStart) {
                throw new IOException("no memory");
            }
            Process process = new ProcessBuilder("/bin/sh", "-c", "read -r line").start();
            processes.add(process);
            return process;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void stop(ProcessHandle process) {
            process.destroyForcibly();
            process.onExit().join();
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public LogFile log() {
            return new LogFile(directory.resolve("stand-in.log"));
        }
    }
}
