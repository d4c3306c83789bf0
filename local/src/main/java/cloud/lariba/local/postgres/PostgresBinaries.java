package cloud.lariba.local.postgres;

import cloud.lariba.local.home.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked from the archive for this system on the class path.
 *
 * @param directory where they are, with {@code bin}, {@code lib} and {@code share} in it
 */
public record PostgresBinaries(Path directory) {

    private static final int BUFFER = 1 << 16;

    /**
     * Unpacks the programs below a directory unless they are there already. Several stacks may do so at the same time.
     *
     * @throws UserError when there is no archive for this system
     */
    public static PostgresBinaries unpackBelow(Path parent) throws IOException {
        String archive = "postgres-%s-%s.txz".formatted(system(), processor());
        URL found = PostgresBinaries.class.getResource("/" + archive);
        if (found == null) {
            throw new UserError(
                    "there is no PostgreSQL for this system (" + archive + "); Linux and macOS are supported");
        }
        Path target = parent.resolve(version(found));
        if (!Files.isDirectory(target)) {
            Files.createDirectories(parent);
            Path unpacked = Files.createTempDirectory(parent, "unpacking");
            unpack(found, unpacked);
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(unpacked, target);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another stack was faster; what it unpacked is the same.
            }
        }
        return new PostgresBinaries(target);
    }

    /** Returns the path of one program, such as {@code initdb}. */
    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static String version(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection inJar) {
            String jar = Path.of(inJar.getJarFileURL().getPath()).getFileName().toString();
            return jar.replaceFirst("\\.jar$", "");
        }
        throw new IOException("not in a jar: " + archive);
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream in = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, BUFFER)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = Objects.requireNonNull(path.getParent());
        Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if (parent.endsWith("bin")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm_64" : "x86_64";
    }
}
