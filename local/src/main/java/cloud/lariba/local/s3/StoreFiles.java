package cloud.lariba.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the store: a directory for each bucket, in it each object under its key.
 *
 * @param root the directory of the buckets
 */
record StoreFiles(Path root) {

    private static final String UUID_FORM = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    /** The store's name for an object while it writes it: the key's, and this. */
    static final Pattern UNFINISHED = Pattern.compile("(.+)-" + UUID_FORM, Pattern.DOTALL);

    /** The same for a part of an upload; the store lets nobody else use such a beginning. */
    private static final Pattern UNFINISHED_PART =
            Pattern.compile("\\.mpus-" + UUID_FORM + "-.+-(?:stub|\\d+)-" + UUID_FORM, Pattern.DOTALL);

    private static final String OF_PARTS = ".mpus-";

    /** Removes the files in which an object was being written, begun at {@code since} or later. */
    void removeUnfinished(Target target, FileTime since) throws IOException {
        Optional<Path> place = place(target);
        if (place.isEmpty()) {
            return;
        }
        String name = String.valueOf(place.get().getFileName());
        for (Path file : entries(place.get().getParent())) {
            var unfinished = UNFINISHED.matcher(String.valueOf(file.getFileName()));
            if (unfinished.matches()
                    && unfinished.group(1).equals(name)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(file).compareTo(since) >= 0
                    && !isComplete(file)) {
                Files.delete(file);
            }
        }
        removeEmptyDirectories(target);
    }

    /** Removes the files in which parts of uploads were being written. */
    void removeUnfinishedParts() throws IOException {
        for (Path bucket : entries(root)) {
            for (Path parts : entries(bucket)) {
                if (parts.getFileName().toString().startsWith(OF_PARTS)) {
                    removeUnfinishedParts(bucket, parts);
                }
            }
        }
    }

    private static void removeUnfinishedParts(Path bucket, Path parts) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(parts)) {
            files = found.filter(file -> UNFINISHED_PART
                            .matcher(bucket.relativize(file).toString())
                            .matches())
                    .toList();
        }
        for (Path file : files) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
                removeEmptyDirectories(file.getParent(), bucket);
            }
        }
    }

    /** Removes the directories that were made for an object which then was not, and which would look like prefixes. */
    void removeEmptyDirectories(Target target) throws IOException {
        Optional<Path> place = place(target);
        if (place.isPresent()) {
            removeEmptyDirectories(place.get().getParent(), root.resolve(target.bucket()));
        }
    }

    private static void removeEmptyDirectories(@Nullable Path from, Path bucket) throws IOException {
        for (Path each = from; each != null && !each.equals(bucket) && !isComplete(each); each = each.getParent()) {
            try {
                Files.deleteIfExists(each);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /** Tells whether an object cannot be written because of another: one is a file where the other needs a folder. */
    boolean isBlocked(Target target) {
        return isBelowFile(target)
                || place(target)
                        .filter(place ->
                                target.key().endsWith("/") ? Files.isRegularFile(place) : Files.isDirectory(place))
                        .isPresent();
    }

    /** Tells whether an object cannot be there because the name of another is the beginning of its own. */
    boolean isBelowFile(Target target) {
        Path bucket = root.resolve(target.bucket());
        Path above = place(target).map(Path::getParent).orElse(null);
        while (above != null && !above.equals(bucket)) {
            if (Files.isRegularFile(above)) {
                return true;
            }
            above = above.getParent();
        }
        return false;
    }

    private Optional<Path> place(Target target) {
        Path bucket = root.resolve(target.bucket());
        Path place = bucket.resolve(target.key()).normalize();
        return place.startsWith(bucket) && !place.equals(bucket) ? Optional.of(place) : Optional.empty();
    }

    /** Tells whether the store has put its metadata to a file, which it does when it has all of the content. */
    private static boolean isComplete(Path file) throws IOException {
        var metadata = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        try {
            return metadata != null && metadata.list().stream().anyMatch(name -> name.startsWith("user."));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<Path> entries(@Nullable Path directory) throws IOException {
        if (directory == null || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
