package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The file {@code run/state.json}, in which a running stack says what it consists of. */
public final class StateFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;

    /** Names the state file of a stack. */
    public StateFile(Home home) {
        this.file = home.run().resolve("state.json");
    }

    /** Reads the state; empty when no stack runs, nor was killed. */
    public Optional<StackState> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), StackState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            // Written by another version; there is nothing in it that could be relied on.
            return Optional.empty();
        }
    }

    /** Returns the state of the stack whose launcher is alive. */
    public Optional<StackState> readLive() {
        return read().filter(state -> state.launcher().find().isPresent());
    }

    synchronized void write(StackState state) {
        try {
            OwnerOnly.file(file, JSON.writeValueAsString(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
