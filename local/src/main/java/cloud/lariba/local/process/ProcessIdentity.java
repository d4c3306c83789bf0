package cloud.lariba.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one process for good. A process id alone does not: the system gives it to another process later.
 *
 * @param pid process id
 * @param birth when the process began, in a form that only has to be equal for the same process; empty when unknown
 */
public record ProcessIdentity(long pid, String birth) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String ZOMBIE = "Z";
    private static final int FIELDS_FROM_STATE_TO_START = 19;

    /** Returns the identity of a process that is alive now. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), birth(process));
    }

    /** Returns the identity of the process in which this code runs. */
    public static ProcessIdentity self() {
        return of(ProcessHandle.current());
    }

    /** Returns the process when it is still alive and still the same one. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !birth.isEmpty() && birth(process).equals(birth));
    }

    private static String birth(ProcessHandle process) {
        try {
            // Counted from the start of the system, so that setting the clock does not make strangers of our own.
            String status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
            if (fields[0].equals(ZOMBIE)) {
                return "";
            }
            return Files.readString(BOOT_ID).strip() + "/" + fields[FIELDS_FROM_STATE_TO_START];
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }
    }
}
