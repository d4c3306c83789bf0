package cloud.lariba.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void aLiveProcessIsFound() {
        ProcessIdentity self = ProcessIdentity.self();

        assertEquals(Optional.of(ProcessHandle.current()), self.find());
    }

    @Test
    void anotherProcessWithTheSameIdIsAStranger() {
        ProcessIdentity predecessor =
                new ProcessIdentity(ProcessHandle.current().pid(), "an earlier time");

        assertTrue(predecessor.find().isEmpty());
    }

    @Test
    void anUnknownBirthMatchesNobody() {
        assertTrue(new ProcessIdentity(ProcessHandle.current().pid(), "").find().isEmpty());
    }

    @Test
    void aProcessThatEndedIsNotFound() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());

        assertTrue(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS));

        assertTrue(identity.find().isEmpty());
    }
}
