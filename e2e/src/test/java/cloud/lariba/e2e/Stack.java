package cloud.lariba.e2e;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The stack under test, as the command line names it. */
final class Stack {

    private static final String URL = System.getProperty("lariba.url");

    private Stack() {}

    /** The gateway's base URL, without a trailing slash. */
    static URI url() {
        return URI.create(requireNonNull(URL, "run with -Dlariba.url=<gateway>").replaceAll("/+$", ""));
    }

    /** Where the stack keeps its data; only known for a stack on this machine. */
    static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("lariba.home")).map(Path::of);
    }

    /** The {@code lariba} script that runs the stack; only known for a stack on this machine. */
    static Optional<Path> command() {
        return Optional.ofNullable(System.getProperty("lariba.command")).map(Path::of);
    }
}
