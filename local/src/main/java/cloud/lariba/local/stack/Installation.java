package cloud.lariba.local.stack;

import cloud.lariba.local.home.UserError;
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

    /** Returns the class archive of a service or the S3 server, which no other JDK can use. */
    ClassArchive archive(Part part) {
        Path file = root.resolve("target/lariba").resolve(part.label() + "-" + Runtime.version() + ".jsa");
        return new ClassArchive(file, part == Part.S3 ? root.resolve("local/target/local.jar") : jar(part));
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
