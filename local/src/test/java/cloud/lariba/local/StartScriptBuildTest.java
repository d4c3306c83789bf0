package cloud.lariba.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the start script {@code ./lariba} builds, in a tree in which nothing is built and Maven and Java only say so. */
class StartScriptBuildTest {

    private static final int RUNNING = 0;
    private static final int NOT_RUNNING = 3;

    @TempDir
    private Path directory;

    private Path tree;
    private final List<Process> processes = new ArrayList<>();

    private record Ending(int exitCode, String output) {}

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(directory.toRealPath().resolve("tree"));
        Files.copy(Path.of("../lariba"), tree.resolve("lariba"));
        program(tree.resolve("mvnw"), "touch built");
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void upBuildsWhatIsStaleAndHandsOverToTheLauncher() throws Exception {
        Ending up = lariba(NOT_RUNNING, "up");

        assertEquals(0, up.exitCode(), up::output);
        assertTrue(isBuilt());
        assertTrue(up.output().endsWith("launched up"), up::output);
    }

    @Test
    void upLeavesTheProgramsOfItsRunningStackAlone() throws Exception {
        runStackFrom(tree);

        Ending up = lariba(RUNNING, "up", "--home", "mine");

        assertFalse(isBuilt());
        assertEquals("launched up --home mine", up.output());
    }

    @Test
    void upRefusesToReplaceTheProgramsOfAnotherStack() throws Exception {
        runStackFrom(tree);

        Ending up = lariba(NOT_RUNNING, "up", "--home=mine");

        assertEquals(1, up.exitCode());
        assertFalse(isBuilt());
        assertTrue(up.output().startsWith("lariba: another stack started from this tree is running"), up::output);
        assertEquals(1, up.output().lines().count());
    }

    @Test
    void testBuildsACopyWhileAStackRuns() throws Exception {
        program(tree.resolve("mvnw"), "pwd; touch built; exit 1");
        runStackFrom(tree);

        Ending test = lariba(RUNNING, "test");

        assertEquals(1, test.exitCode());
        assertFalse(isBuilt());
        List<String> lines = test.output().lines().toList();
        Path copy = Path.of(lines.get(1));
        assertEquals("a stack started from this tree is running; the tests run in a copy, " + copy, lines.getFirst());
        assertTrue(Files.exists(copy.resolve("built")));
        assertEquals("lariba: the tests failed; their reports are in " + copy, lines.getLast());
        try (var files = Files.walk(copy)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void aStackFromAnotherTreeIsNoneOfItsBusiness() throws Exception {
        runStackFrom(Path.of(tree + "-2"));

        assertEquals(0, lariba(NOT_RUNNING, "up").exitCode());
        assertTrue(isBuilt());
    }

    private boolean isBuilt() {
        return Files.exists(tree.resolve("built"));
    }

    /** Runs a shell that looks like a launcher to whoever lists processes, until its input ends. */
    private void runStackFrom(Path root) throws IOException {
        processes.add(new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "read -r line",
                        "-Dlariba.root=" + root,
                        "-cp",
                        "local.jar",
                        "cloud.lariba.local.Lariba",
                        "up")
                .start());
    }

    private Ending lariba(int status, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", tree.resolve("lariba").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk(status).toString());
        environment.put("LARIBA_ARCHIVES", "off");
        environment.remove("LARIBA_HOME");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ending(process.exitValue(), output);
    }

    /** A JDK whose Java prints the launcher's command, or answers {@code status} with an exit code. */
    private Path jdk(int status) throws IOException {
        Path jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        program(jdk.resolve("bin/javac"), "exit 0");
        program(jdk.resolve("bin/java"), """
                while [ "$1" != cloud.lariba.local.Lariba ]; do shift; done
                shift
                echo "launched $*"
                [ "$1" != status ] || exit %d
                """.formatted(status));
        return jdk;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
