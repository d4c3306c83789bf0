package cloud.lariba.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects that are being written. Each is noted in a file first, so that the next process knows where to look for what a
 * killed one left. A name alone does not tell, since anybody may give an object a name such as the store uses.
 */
final class Writes {

    private final StoreFiles files;
    private final Path notes;
    private final Map<Target, Integer> running = new ConcurrentHashMap<>();

    /**
     * Keeps track of the writes to a store.
     *
     * @param notes the directory for the notes, which no tenant can reach
     */
    Writes(StoreFiles files, Path notes) {
        this.files = files;
        this.notes = notes;
    }

    /** Writes an object. */
    <T> T write(Target target, Supplier<T> write) {
        Path note = note(target);
        running.merge(target, 1, Integer::sum);
        boolean done = false;
        try {
            T answer = write.get();
            done = true;
            return answer;
        } finally {
            running.computeIfPresent(target, (same, times) -> times == 1 ? null : times - 1);
            forget(note, target, done);
        }
    }

    /** Tells whether what the store lists as an object is one that it writes just now. */
    boolean isUnfinished(String bucket, S3Object listed) {
        if (listed.eTag() != null) {
            // It got that after the last byte.
            return false;
        }
        Matcher name = StoreFiles.UNFINISHED.matcher(listed.key());
        return name.matches() && running.containsKey(new Target(bucket, name.group(1)));
    }

    /** Removes what a process that was killed has left; nobody may write yet. */
    void removeLeftovers() {
        try {
            Files.createDirectories(notes);
            for (Path note : notes()) {
                String[] noted = Files.readString(note).split("\n", 2);
                if (noted.length == 2) {
                    files.removeUnfinished(new Target(noted[0], noted[1]), Files.getLastModifiedTime(note));
                }
                Files.delete(note);
            }
            files.removeUnfinishedParts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> notes() throws IOException {
        try (Stream<Path> all = Files.list(notes)) {
            return all.toList();
        }
    }

    private Path note(Target target) {
        try {
            return Files.writeString(Files.createTempFile(notes, "", ""), target.bucket() + "\n" + target.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget(Path note, Target target, boolean done) {
        try {
            if (!done) {
                files.removeEmptyDirectories(target);
            }
            Files.delete(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
