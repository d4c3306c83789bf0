package cloud.lariba.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory processes hold. On Linux each page that several processes share counts in equal parts (proportional set
 * size), so that the figures of several processes can be added; elsewhere it is the resident set size.
 */
public final class Memory {

    private static final long KIBIBYTE = 1024;

    private Memory() {}

    /** Returns the bytes held by a process alone; empty when it cannot be found out. */
    public static OptionalLong of(ProcessHandle process) {
        return of(process.pid());
    }

    /** Returns the bytes held by a process and its descendants; empty when it cannot be found out. */
    public static OptionalLong ofTree(ProcessHandle root) {
        long[] parts = Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .map(Memory::of)
                .flatMapToLong(OptionalLong::stream)
                .toArray();
        return parts.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Arrays.stream(parts).sum());
    }

    private static OptionalLong of(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return resident(pid);
        }
    }

    private static OptionalLong resident(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(answer) * KIBIBYTE);
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
