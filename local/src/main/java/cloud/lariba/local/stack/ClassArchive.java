package cloud.lariba.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The loaded classes of a program in a file, with which its next starts need half the time. A program that has none, or
 * one older than itself, makes it: that start, and the end of that run, take several seconds longer.
 *
 * @param file where the archive is, or will be
 * @param program the jar that the archive must not be older than
 */
record ClassArchive(Path file, Path program) {

    private static final String OFF = "off";

    /**
     * Returns the options with which a Java program uses or makes its archive.
     *
     * @param make whether it may make one, unless the environment variable {@code LARIBA_ARCHIVES} says {@code off}
     */
    List<String> options(boolean make) {
        List<String> options = new ArrayList<>(List.of("-Xlog:disable"));
        try {
            if (isFresh()) {
                options.add("-XX:SharedArchiveFile=" + file);
            } else if (make && !OFF.equals(System.getenv("LARIBA_ARCHIVES"))) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.deleteIfExists(next());
                options.add("-XX:ArchiveClassesAtExit=" + next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return options;
    }

    /** Uses, from now on, what a program that ended in order has made. */
    void keep() {
        try {
            if (Files.exists(next())) {
                Files.move(next(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFresh() throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(program)) > 0;
    }

    private Path next() {
        return file.resolveSibling(file.getFileName() + ".next");
    }
}
