package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The program of a container engine. It is run without a shell, for a bounded time and up to a bounded answer; where the engine is and as whom we speak to
 * it, the program knows from its own configuration and environment.
 */
public final class ContainerEngine {

    /** For looks, which are answered at once by an engine that works. */
    static final Duration LOOK = Duration.ofSeconds(20);
    /** For changes: an engine waits some seconds until a container ends. */
    static final Duration CHANGE = Duration.ofSeconds(60);

    private static final int MOST_OUTPUT = 8 << 20;

    private final String program;

    /**
     * An engine that may answer or not.
     *
     * @param program {@code docker} or {@code podman}, by its name on the PATH or by its path
     */
    public ContainerEngine(String program) {
        this.program = program;
    }

    /** What the program said. */
    record Answer(int exit, String out, String err) {

        boolean isGood() {
            return exit == 0;
        }
    }

    /** Whether the engine answers a question just now. */
    public boolean answers() {
        try {
            return run(LOOK, List.of("ps", "--quiet", "--last", "1")).isGood();
        } catch (Retryable e) {
            return false;
        }
    }

    /**
     * What the engine says when it does what it is told.
     *
     * @throws ProviderException when it does not
     */
    String call(Duration patience, List<String> arguments) {
        Answer answer = run(patience, arguments);
        if (!answer.isGood()) {
            throw EngineFailures.classify(answer, this);
        }
        return answer.out();
    }

    /**
     * What the engine says.
     *
     * @throws Retryable {@code unavailable} when that cannot be known
     */
    Answer run(Duration patience, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw silent(e);
        }
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = reading(process.getInputStream());
            CompletableFuture<String> err = reading(process.getErrorStream());
            CompletableFuture.allOf(out, err).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw silent(null);
            }
            return new Answer(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent(e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw silent(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> text(stream), task -> Thread.ofVirtual().start(task));
    }

    private static String text(InputStream stream) {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_OUTPUT + 1);
            if (bytes.length > MOST_OUTPUT) {
                throw new IOException("more than " + MOST_OUTPUT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Retryable silent(@Nullable Throwable cause) {
        return new Retryable(Retryable.Reason.UNAVAILABLE, "The container engine does not answer.", cause);
    }
}
