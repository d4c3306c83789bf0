package cloud.lariba.local.postgres;

import cloud.lariba.local.process.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server that an earlier run left behind, as told by the file {@code postmaster.pid} in its data directory. */
public final class Postmaster {

    /** The file's time is when the server wrote it, in whole seconds, a moment after the process began. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

    private static final int LINES = 3;

    private Postmaster() {}

    /**
     * Ends the server that still uses a data directory, if there is one. A file that names a process which is not a
     * PostgreSQL server is removed, since the server would take it for one.
     */
    public static void endLeftOver(Path data, Duration patience) throws IOException {
        Path file = data.resolve("postmaster.pid");
        List<String> lines = lines(file);
        if (lines.size() < LINES) {
            return;
        }
        Optional<ProcessHandle> named =
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
        if (named.isEmpty()) {
            killOrphans(data);
        } else if (isServer(named.get(), data, started)) {
            Termination.interrupt(named.get(), patience);
        } else {
            killOrphans(data);
            Files.deleteIfExists(file);
        }
    }

    /**
     * Kills sessions whose server was killed. They end by themselves, but not before their statement does, and until then
     * they keep the shared memory that the next server needs. Only Linux tells the directory in which a process works;
     * nothing can be lost, since the next server recovers from the log anyway.
     */
    private static void killOrphans(Path data) {
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, data))
                .toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        orphans.forEach(process -> process.onExit().join());
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            boolean here = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .equals(data.toRealPath());
            return here
                    && process.info()
                            .command()
                            .map(path -> path.endsWith("postgres"))
                            .orElse(false);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean isServer(ProcessHandle process, Path data, Instant started) {
        ProcessHandle.Info info = process.info();
        boolean sameStart = info.startInstant()
                .map(at -> Duration.between(at, started).abs().compareTo(START_TOLERANCE) < 0)
                .orElse(false);
        boolean sameData =
                info.commandLine().map(line -> line.contains(data.toString())).orElse(false);
        return sameData
                || (sameStart
                        && info.command().map(path -> path.endsWith("postgres")).orElse(false));
    }
}
