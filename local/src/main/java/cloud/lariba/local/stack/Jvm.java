package cloud.lariba.local.stack;

import cloud.lariba.local.process.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java programs, set for short starts and little memory rather than for speed in the long run. */
public final class Jvm {

    private Jvm() {}

    /**
     * Returns the command that runs a Java program in a session of its own with the JDK in use.
     *
     * @param heapMebibytes the largest heap
     * @param arguments further options, the main class or {@code -jar}, and the program's arguments
     */
    public static List<String> command(int heapMebibytes, List<String> arguments) {
        List<String> command = new ArrayList<>(Session.own());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMebibytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:MaxMetaspaceSize=192m",
                "-Djava.awt.headless=true"));
        command.addAll(arguments);
        return command;
    }

    /** Returns the arguments that run a class of this program. */
    public static List<String> own(Class<?> main) {
        return List.of("-cp", System.getProperty("java.class.path"), main.getName());
    }
}
