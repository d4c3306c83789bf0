package cloud.lariba.local;

import cloud.lariba.local.stack.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A source tree in which every service is a {@link StubService}.
 *
 * @param root where it is
 */
record StubInstallation(Path root) {

    static StubInstallation in(Path root) throws IOException {
        StubInstallation installation = new StubInstallation(root);
        for (Part service : Part.services()) {
            Files.createDirectories(installation.jar(service).getParent());
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
            manifest.getMainAttributes()
                    .put(
                            Attributes.Name.CLASS_PATH,
                            Path.of("target/test-classes").toUri().toString());
            new JarOutputStream(Files.newOutputStream(installation.jar(service)), manifest).close();
        }
        Path programs = Path.of("target/postgresql").toAbsolutePath();
        Files.createDirectories(programs);
        Files.createDirectories(root.resolve("local/target"));
        Files.createSymbolicLink(root.resolve("local/target/postgresql"), programs);
        return installation;
    }

    void makeFail(Part service) throws IOException {
        Files.createFile(Path.of(jar(service) + ".fails"));
    }

    /** Removes the link to the PostgreSQL programs, which are shared by all tests. */
    void remove() throws IOException {
        Files.delete(root.resolve("local/target/postgresql"));
    }

    private Path jar(Part service) {
        return root.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
