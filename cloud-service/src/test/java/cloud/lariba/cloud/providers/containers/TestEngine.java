package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.InstanceSize;
import cloud.lariba.cloud.providers.InstanceSizes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The container engine of this machine, if one answers, with an image that nothing has to be pulled for. */
public final class TestEngine {

    /** Why tests against it are skipped. */
    public static final String ABSENT =
            "no container engine answers and runs a container (LARIBA_CONTAINER_ENGINE, or docker or podman on the PATH), or there is no static busybox"
                    + " for an image; get them with: apt-get install docker.io busybox-static";

    /** What the sizes have that tests ask for. */
    static final InstanceSizes SIZES = TestEngine::sizes;

    /** The reference of its image. */
    public static final String IMAGE = "lariba-test/machine:busybox";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestEngine() {}

    /** Whether there is one on this machine; says so loudly when there is none. */
    public static boolean answers() {
        boolean answers = Running.PROGRAM.isPresent();
        if (!answers) {
            System.err.println("SKIPPED: " + ABSENT);
        }
        return answers;
    }

    /** Its program. */
    public static String program() {
        return Running.PROGRAM.orElseThrow();
    }

    static ContainerEngine engine() {
        return new ContainerEngine(program());
    }

    /** What a program of an engine answers to a command that has to succeed. */
    static String run(String... arguments) {
        return engine().call(PATIENCE, List.of(arguments));
    }

    /** An installation id that no other test has. */
    static String someInstallation() {
        return "test-" + UUID.randomUUID();
    }

    static ContainerHost host(String installationId) {
        return new ContainerHost(engine(), installationId, Map.of("ubuntu-24.04", IMAGE), SIZES);
    }

    /** Removes what an installation left. */
    public static void sweep(String installationId) {
        run("ps", "--all", "--quiet", "--filter", "label=" + Labels.INSTALLATION + "=" + installationId)
                .lines()
                .forEach(id -> run("rm", "--force", id));
    }

    private static Map<String, InstanceSize> sizes() {
        Map<String, InstanceSize> sizes = new LinkedHashMap<>();
        sizes.put("t3.micro", new InstanceSize(2, 1));
        sizes.put("t3.small", new InstanceSize(2, 2));
        sizes.put("t3.large", new InstanceSize(2, 8));
        sizes.put("m7i.large", new InstanceSize(2, 8));
        return sizes;
    }

    private static final class Running {

        static final Optional<String> PROGRAM = Stream.concat(
                        Stream.ofNullable(System.getenv("LARIBA_CONTAINER_ENGINE")), Stream.of("docker", "podman"))
                .filter(program -> new ContainerEngine(program).answers())
                .findFirst()
                .filter(program -> hasImage(program) && runs(program));

        private static boolean runs(String program) {
            return new ContainerEngine(program)
                    .run(PATIENCE, List.of("run", "--rm", "--init", "--entrypoint", "sleep", IMAGE, "0"))
                    .isGood();
        }

        private static boolean hasImage(String program) {
            ContainerEngine engine = new ContainerEngine(program);
            if (engine.run(PATIENCE, List.of("image", "inspect", IMAGE)).isGood()) {
                return true;
            }
            return busybox().map(box -> makeImage(engine, box)).orElse(false);
        }

        private static boolean makeImage(ContainerEngine engine, Path busybox) {
            try {
                Path root = Files.createTempDirectory("machine-");
                Path bin = Files.createDirectories(root.resolve("bin"));
                Path archive = root.resolve("root.tar");
                Files.copy(busybox, bin.resolve("sleep"));
                boolean packed = new ProcessBuilder("tar", "-C", root.toString(), "-cf", archive.toString(), "bin")
                                .inheritIO()
                                .start()
                                .waitFor()
                        == 0;
                return packed
                        && engine.run(PATIENCE, List.of("import", archive.toString(), IMAGE))
                                .isGood();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Optional<Path> busybox() {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, "busybox"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
