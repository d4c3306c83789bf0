package cloud.lariba.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of one stack. Several stacks run side by side when each has its own.
 *
 * @param root absolute path
 */
public record Home(Path root) {

    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Resolves the path against the working directory. */
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Returns where PostgreSQL keeps its data. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Returns where the S3 server keeps buckets and objects. */
    public Path s3() {
        return root.resolve("s3");
    }

    /** Returns where each part of the stack writes its log. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Returns the log of one part of the stack. */
    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Returns where the state of a running stack and the settings of its parts are. */
    public Path run() {
        return root.resolve("run");
    }

    /** Returns where generated keys and passwords are. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Returns the file that names the ports used last. */
    public Path ports() {
        return root.resolve("ports.properties");
    }

    /** Returns everything that a reset removes. */
    public List<Path> contents() {
        return List.of(postgres(), s3(), logs(), run(), secrets(), ports());
    }

    /**
     * Creates the directories, readable by the owner only.
     *
     * @throws UserError when they cannot be created or the disk has too little room
     */
    public void prepare() {
        try {
            for (Path directory : List.of(root, run(), secrets(), logs(), postgres(), s3())) {
                OwnerOnly.directory(directory);
            }
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new UserError("too little disk space: %d MB free at %s, at least %d MB are needed"
                        .formatted(free / MEBIBYTE, root, LEAST_FREE_BYTES / MEBIBYTE));
            }
        } catch (IOException e) {
            throw new UserError("cannot write to " + root + ": " + e.getMessage());
        }
    }

    /** Deletes the stack's data, keys, logs and state, and the directory itself when nothing else is in it. */
    public void delete() {
        try {
            for (Path content : contents()) {
                FileTree.delete(content);
            }
            try (var rest = Files.list(root)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
