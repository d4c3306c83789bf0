package cloud.lariba.cloud.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What went wrong in a long run: told as soon as it happens, with what the processes logged last. */
final class Failures {

    private static final int LINES = 60;

    private final List<String> all = new ArrayList<>();

    /** Something went wrong while these processes were running. */
    void add(String what, Throwable cause, ServiceProcess... processes) {
        all.add(what + ": " + cause);
        System.out.println("failed: " + all.getLast());
        cause.printStackTrace(System.out);
        tellLastLines(processes);
    }

    /** What these processes logged last. */
    static void tellLastLines(ServiceProcess... processes) {
        for (ServiceProcess each : processes) {
            System.out.println("the last lines of " + each.log() + ":");
            lastLines(each).forEach(System.out::println);
        }
    }

    private static List<String> lastLines(ServiceProcess process) {
        try {
            // What was killed may have stopped in the middle of a character.
            List<String> lines = new String(Files.readAllBytes(process.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    int size() {
        return all.size();
    }

    /** Fails with all of them. */
    void assertNone() {
        assertEquals(List.of(), all);
    }
}
