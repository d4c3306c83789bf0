package cloud.lariba.local.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Files and directories that nobody but their owner can read. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Creates the directory (0700) and its parents, or takes the rights of others from it when it exists. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Writes the whole file (0600) or, when that fails half-way, leaves the old one as it was. */
    public static void file(Path file, String content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path next = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".next", ownerOnly);
        try {
            Files.writeString(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Writes a properties file (0600), sorted by key. Keys have only characters that need no escape. */
    public static void properties(Path file, Map<String, String> properties) throws IOException {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(properties)
                .forEach((key, value) ->
                        lines.append(key).append('=').append(escaped(value)).append('\n'));
        file(file, lines.toString());
    }

    private static String escaped(String value) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("only ASCII is written to properties files");
        }
        return value.replace("\\", "\\\\");
    }
}
