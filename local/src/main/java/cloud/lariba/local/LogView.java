package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.process.LogFile;
import cloud.lariba.local.stack.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows the logs of several parts as one, each line behind the name of its part. */
final class LogView {

    private static final long INTERVAL_MILLIS = 250;

    private final Home home;
    private final PrintStream out;

    LogView(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /**
     * Prints the last lines.
     *
     * @param names the parts; none for all
     */
    void print(List<String> names, int lines) {
        for (String name : chosen(names)) {
            new LogFile(home.log(name)).tail(lines).forEach(line -> show(name, line));
        }
        out.flush();
    }

    /** Prints the last lines, then lines as they are written, until the thread is interrupted. */
    void follow(List<String> names, int lines) {
        Map<String, Long> ends = new TreeMap<>();
        for (String name : chosen(names)) {
            ends.put(name, size(home.log(name)));
        }
        print(names, lines);
        while (!Thread.currentThread().isInterrupted()) {
            ends.replaceAll(this::showFrom);
            out.flush();
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<String> chosen(List<String> names) {
        return names.isEmpty() ? Arrays.stream(Part.values()).map(Part::label).toList() : names;
    }

    private long showFrom(String name, long from) {
        Path path = home.log(name);
        long size = size(path);
        if (size == from) {
            return size;
        }
        long start = size < from ? 0 : from;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] written = new byte[(int) Math.min(size - start, 1 << 20)];
            file.seek(start);
            file.readFully(written);
            int complete = lastLineEnd(written);
            new String(written, 0, complete, StandardCharsets.UTF_8).lines().forEach(line -> show(name, line));
            return start + complete;
        } catch (IOException e) {
            return size;
        }
    }

    private static int lastLineEnd(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void show(String name, String line) {
        out.printf("%-17s | %s%n", name, line);
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }
}
