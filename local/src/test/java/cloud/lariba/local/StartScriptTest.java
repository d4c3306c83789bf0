package cloud.lariba.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the start script {@code ./lariba} chooses a JDK. */
class StartScriptTest {

    private static final Path SCRIPT = Path.of("../lariba").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private Path folders;

    private record Ending(int exitCode, String output) {}

    @BeforeEach
    void makeFolderOfJdks() throws IOException {
        folders = Files.createDirectory(directory.resolve("jdks"));
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        Path chosen = jdk(directory.resolve("mine"), "26.0.1");
        jdk(folders.resolve("other"), "25.0.1");

        assertEquals(chosen.toString(), whichJdk(chosen.toString(), "").output());
    }

    @Test
    void theJavaOnThePathIsTakenWhenItIsNewEnough() throws Exception {
        Path chosen = jdk(directory.resolve("on-path"), "25");
        jdk(folders.resolve("other"), "25.0.1");

        assertEquals(chosen.toString(), whichJdk("", chosen + "/bin").output());
    }

    @Test
    void anOldJavaOnThePathIsPassedOverForANewerJdkElsewhere() throws Exception {
        Path old = jdk(directory.resolve("old"), "17.0.15");
        jdk(folders.resolve("a-21"), "21.0.1");
        Path chosen = jdk(folders.resolve("b-25"), "25.0.2");

        assertEquals(chosen.toString(), whichJdk(old.toString(), old + "/bin").output());
    }

    @Test
    void aRuntimeWithoutCompilerIsNotEnough() throws Exception {
        Path runtime = jdk(folders.resolve("jre-25"), "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));

        assertEquals(1, whichJdk("", "").exitCode());
    }

    @Test
    void withoutAJdkItSaysHowToGetOneInOneLine() throws Exception {
        jdk(folders.resolve("old"), "17.0.15");

        Ending ending = whichJdk("", "");

        assertEquals(1, ending.exitCode());
        assertTrue(ending.output().startsWith("lariba: no JDK 25 or newer found"), ending::output);
        assertTrue(ending.output().contains("https://adoptium.net"), ending::output);
        assertEquals(1, ending.output().lines().count());
    }

    private static Path jdk(Path folder, String version) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Files.writeString(programs.resolve(program), "#!/bin/sh\n");
            Files.setPosixFilePermissions(programs.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder.toRealPath();
    }

    private Ending whichJdk(String javaHome, String path) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", SCRIPT.toString(), "which-jdk").redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", javaHome);
        environment.put("PATH", path + ":" + toolsWithoutJava());
        environment.put("LARIBA_JDK_FOLDERS", folders.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ending(process.exitValue(), output);
    }

    /** The programs that the script needs; the system's folders would bring a java with them. */
    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : new String[] {"dirname", "sed", "readlink"}) {
            Path link = tools.resolve(tool);
            Path program = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            if (Files.notExists(link)) {
                Files.writeString(link, "#!/bin/sh\nexec " + program + " \"$@\"\n");
                Files.setPosixFilePermissions(link, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return tools;
    }
}
