package cloud.lariba.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Sessions of the operating system, which decide who gets a terminal's Ctrl-C. */
public final class Session {

    private Session() {}

    /**
     * Returns what to put before a command so that it runs in a session of its own: Ctrl-C then reaches only the
     * launcher, which ends the others in order. Where the system has no such program (macOS) they all get it at once.
     */
    public static List<String> own() {
        return isOnPath("setsid") ? List.of("setsid") : List.of();
    }

    /** Tells whether a program is found on the PATH. */
    public static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
