package cloud.lariba.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.process.ProcessIdentity;
import cloud.lariba.local.process.Supervisor.State;
import cloud.lariba.local.stack.Part;
import cloud.lariba.local.stack.Ports;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StackState.PartState;
import cloud.lariba.local.stack.StateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as users see it: as processes, with a real PostgreSQL and S3 server and stand-ins for the services. */
class LauncherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private StubInstallation installation;
    private Home home;

    /** How a command ended, and what it printed. */
    private record Ending(int exitCode, String output) {}

    @BeforeEach
    void install() throws IOException {
        installation = StubInstallation.in(directory.resolve("tree"));
        home = new Home(directory.resolve("home"));
    }

    @AfterEach
    void endEverything() throws Exception {
        lariba("down");
        installation.remove();
    }

    @Test
    void upStartsEverythingAndDownLeavesNoProcess() throws Exception {
        Ending up = lariba("up", "--detach", "--ports", "free");
        assertEquals(0, up.exitCode(), up::output);
        assertTrue(up.output().contains("gateway  http://localhost:"), up::output);
        assertTrue(up.output().contains("./lariba demo"), up::output);
        List<ProcessHandle> processes = processes();
        assertEquals(Part.values().length, processes.size());

        Ending down = lariba("down");

        assertEquals("stopped", down.output().strip());
        assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(3, lariba("status").exitCode());
        assertEquals("not running", lariba("down").output().strip());
    }

    @Test
    void statusTellsStateProcessPortAndMemoryOfEachPart() throws Exception {
        up();

        Ending text = lariba("status");
        Ending json = lariba("status", "--json");

        assertEquals(0, text.exitCode());
        for (Part part : Part.values()) {
            assertTrue(text.output().contains(part.label()), text::output);
            assertTrue(json.output().contains("\"name\" : \"" + part.label() + "\""), json::output);
        }
        assertTrue(json.output().contains("\"gateway\" : \"" + state().gateway() + "\""), json::output);
        assertTrue(json.output().contains("\"memory_bytes\" : "), json::output);
    }

    @Test
    void upSaysThatItIsRunningAlready() throws Exception {
        up();

        Ending second = lariba("up", "--detach", "--ports", "free");

        assertEquals(1, second.exitCode());
        assertTrue(second.output().startsWith("lariba: already running at " + state().gateway()), second::output);
    }

    @Test
    void aServiceThatDiesIsStartedAgain() throws Exception {
        up();
        PartState before = part(Part.CLOUD);

        process(before).destroyForcibly();

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> part(Part.CLOUD).state() == State.RUNNING
                        && part(Part.CLOUD).restarts() == 1);
        assertNotEquals(before.process(), part(Part.CLOUD).process());
    }

    @Test
    void postgresIsStartedAgainWhenItIsKilled() throws Exception {
        up();

        process(part(Part.POSTGRES)).destroyForcibly();

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> part(Part.POSTGRES).state() == State.RUNNING
                        && part(Part.POSTGRES).restarts() >= 1);
    }

    @Test
    void nothingOutlivesAKilledLauncher() throws Exception {
        up();
        List<ProcessHandle> processes = processes();

        state().launcher().find().orElseThrow().destroyForcibly();

        Awaitility.await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void afterAllProcessesWereKilledTheNextStartHasTheSamePortsAndKeys() throws Exception {
        up();
        StackState before = state();
        String secrets = Files.readString(home.secrets().resolve("secrets.properties"));
        List<ProcessHandle> processes = new ArrayList<>(processes());
        processes.add(before.launcher().find().orElseThrow());
        processes.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));

        Ending again = lariba("up", "--detach");

        assertEquals(0, again.exitCode(), again::output);
        assertEquals(before.gateway(), state().gateway());
        assertEquals(secrets, Files.readString(home.secrets().resolve("secrets.properties")));
    }

    @Test
    void aTakenPortIsNamedWithItsPartAndTheCure() throws Exception {
        int gateway = Ports.free(new Random()).of(Part.GATEWAY);
        try (ServerSocket other = new ServerSocket(gateway + 3, 1, InetAddress.getLoopbackAddress())) {
            Ending up = lariba("up", "--detach", "--port", Integer.toString(gateway));

            assertEquals(1, up.exitCode());
            assertEquals(
                    "lariba: port %d, meant for project-service, is taken by another program; choose others with --port N"
                                    .formatted(other.getLocalPort())
                            + " (which uses N to N+8) or --ports free",
                    up.output().strip());
        }
    }

    @Test
    void aServiceThatFailsToStartIsNamedWithTheEndOfItsLogAndNothingStaysBehind() throws Exception {
        installation.makeFail(Part.USER);

        Ending up = lariba("up", "--detach", "--ports", "free");

        assertEquals(1, up.exitCode());
        assertTrue(up.output().contains("lariba: user-service ended with exit code 7 before it was ready"), up::output);
        assertTrue(up.output().contains("the stub was told to fail"), up::output);
        assertEquals(3, lariba("status").exitCode());
    }

    @Test
    void keysAndSettingsCanBeReadByTheirOwnerOnly() throws Exception {
        up();

        assertRights("rwx------", home.secrets());
        assertRights("rwx------", home.run());
        assertRights("rw-------", home.secrets().resolve("secrets.properties"));
        for (Part service : Part.services()) {
            assertRights("rw-------", home.run().resolve(service.label() + ".properties"));
        }
    }

    @Test
    void resetDeletesEverythingOnceConfirmed() throws Exception {
        up();

        assertEquals(1, lariba("reset").exitCode());
        assertTrue(Files.exists(home.postgres()));

        assertEquals(0, lariba("reset", "--yes").exitCode());
        assertTrue(Files.notExists(home.root()));
    }

    @Test
    void logsShowsTheLinesOfOnePartWithItsName() throws Exception {
        up();

        Ending logs = lariba("logs", "auth");

        assertTrue(logs.output().contains("auth-service      | stub-started port="), logs::output);
    }

    private void up() throws Exception {
        Ending up = lariba("up", "--detach", "--ports", "free");
        assertEquals(0, up.exitCode(), up::output);
    }

    private Ending lariba(String command, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlariba.root=" + installation.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Lariba.class.getName(),
                command,
                "--home",
                home.root().toString()));
        line.addAll(List.of(options));
        Path output = Files.createTempFile(directory, command, ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), command);
        return new Ending(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private StackState state() {
        return new StateFile(home).read().orElseThrow();
    }

    private PartState part(Part part) {
        return state().parts().get(part.ordinal());
    }

    private static ProcessHandle process(PartState part) {
        return Objects.requireNonNull(part.process()).find().orElseThrow();
    }

    private List<ProcessHandle> processes() {
        return state().parts().stream()
                .map(PartState::process)
                .filter(Objects::nonNull)
                .map(ProcessIdentity::find)
                .map(found -> found.orElseThrow())
                .toList();
    }

    private static void assertRights(String expected, Path path) throws IOException {
        assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path::toString);
    }
}
