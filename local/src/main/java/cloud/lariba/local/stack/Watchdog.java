package cloud.lariba.local.stack;

import cloud.lariba.local.process.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cleans up when the launcher is killed. It is a shell that waits for a word on its input: the launcher sends one when it
 * has ended everything in order. When the input ends without a word, the launcher is dead, and the shell runs a command
 * that ends the rest.
 */
public final class Watchdog {

    private final OutputStream input;

    private Watchdog(OutputStream input) {
        this.input = input;
    }

    /**
     * Begins to watch this process.
     *
     * @param log where the output of the command goes
     * @param cleaning the command to run when this process is killed
     */
    public static Watchdog start(List<String> cleaning, Path log) throws IOException {
        List<String> command = new ArrayList<>(Session.own());
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; read -r word || exec \"$@\"", "lariba-watchdog"));
        command.addAll(cleaning);
        Process shell = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        return new Watchdog(shell.getOutputStream());
    }

    /** Ends the watch: everything has been ended in order. */
    public void dismiss() {
        try {
            input.write("done\n".getBytes(StandardCharsets.US_ASCII));
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
