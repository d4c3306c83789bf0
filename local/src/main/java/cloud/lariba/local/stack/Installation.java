package cloud.lariba.local.stack;

import cloud.lariba.local.home.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built services are.
 *
 * @param root the source tree
 */
public record Installation(Path root) {

    /** Returns the tree that the start script named, or the working directory. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty("lariba.root", "")).toAbsolutePath());
    }

    /** Returns where unpacked PostgreSQL programs are kept. */
    Path postgresPrograms() {
        return root.resolve("local/target/postgresql");
    }

    /** Returns where the class archive of a part is, or will be. */
    Path archive(Part part) {
        Path directory = root.resolve("target/lariba");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve(part.label() + ".jsa");
    }

    /**
     * Returns the runnable jar of a service.
     *
     * @throws UserError when it is not built
     */
    Path jar(Part service) {
        Path jar = root.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new UserError(service.label() + " is not built: " + jar + " is missing; ./lariba up builds it");
        }
        return jar;
    }
}
