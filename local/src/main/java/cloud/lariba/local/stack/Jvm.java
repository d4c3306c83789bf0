package cloud.lariba.local.stack;

import cloud.lariba.local.process.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java programs, set for short starts and little memory rather than for speed in the long run. */
public final class Jvm {

    private Jvm() {}

    /**
     * Returns the options of a heap that a program keeps about as full all the time.
     *
     * @param mebibytes its size at most
     */
    public static List<String> steadyHeap(int mebibytes) {
        return List.of("-Xmx" + mebibytes + "m", "-XX:+UseSerialGC");
    }

    /**
     * Returns the options of a heap that a program seldom needs, and gives back to the system within a minute.
     *
     * @param mebibytes its size at most
     */
    static List<String> elasticHeap(int mebibytes) {
        return List.of(
                "-Xms32m",
                "-Xmx" + mebibytes + "m",
                "-XX:+UseG1GC",
                "-XX:ParallelGCThreads=2",
                "-XX:G1PeriodicGCInterval=15000",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30");
    }

    /**
     * Returns the command that runs a Java program in a session of its own with the JDK in use.
     *
     * @param heap the options of its heap
     * @param arguments further options, the main class or {@code -jar}, and the program's arguments
     */
    public static List<String> command(List<String> heap, List<String> arguments) {
        List<String> command = new ArrayList<>(Session.own());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heap);
        command.addAll(List.of(
                "-Xss512k",
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
