package cloud.lariba.local.postgres;

import cloud.lariba.local.home.FileTree;
import cloud.lariba.local.home.OwnerOnly;
import cloud.lariba.local.home.UserError;
import cloud.lariba.local.process.LogFile;
import cloud.lariba.local.process.Program;
import cloud.lariba.local.process.Session;
import cloud.lariba.local.process.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The PostgreSQL server. Data lives in {@code data} below its directory and survives every kind of end: commits are
 * written through to the disk, and what a killed server left behind is cleared away before the next start.
 */
public final class PostgresServer implements Program {

    /** The name of the superuser. */
    public static final String SUPERUSER = "postgres";

    /**
     * Connections that only the services' roles and the provisioner can use, so that nobody's databases can stop the platform:
     * as many as all services' pools have, and eight to make databases with.
     */
    static final int RESERVED_CONNECTIONS = 100;

    /** All connections. A little less than two hundred of them are for users' databases while the services need few. */
    private static final int CONNECTIONS = 300;

    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final Duration FIRST_START = Duration.ofSeconds(60);

    /** What differs from PostgreSQL's defaults, and is safe: small memory, loopback only, no socket file. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", Integer.toString(CONNECTIONS)),
            Map.entry("reserved_connections", Integer.toString(RESERVED_CONNECTIONS)),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("work_mem", "4MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("huge_pages", "off"),
            // Until somebody who has begun to log in has done so, nobody's database can be dropped.
            Map.entry("authentication_timeout", "10s"),
            Map.entry("jit", "off"),
            Map.entry("io_method", "sync"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("autovacuum_max_workers", "2"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // Statements and their values hold passwords and personal data.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_line_prefix", "%t [%p] %u@%d "),
            Map.entry("log_checkpoints", "off"));

    private final PostgresBinaries binaries;
    private final Path directory;
    private final int port;
    private final String password;
    private final LogFile log;

    /**
     * Creates a server that has not started.
     *
     * @param directory in which {@code data} is, or will be
     * @param password of the superuser
     */
    public PostgresServer(PostgresBinaries binaries, Path directory, int port, String password, LogFile log) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.log = log;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Duration patience() {
        return FIRST_START;
    }

    @Override
    public LogFile log() {
        return log;
    }

    @Override
    public Process start(boolean again) throws IOException, InterruptedException {
        if (!Files.exists(data())) {
            initialise();
        }
        Postmaster.endLeftOver(data(), SHUTDOWN);
        List<String> command = program("postgres", "-D", data().toString(), "-p", Integer.toString(port));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.append())
                .start();
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void stop(ProcessHandle process) {
        Termination.interrupt(process, SHUTDOWN);
    }

    /** Opens a connection as superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("ApplicationName", "lariba");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Makes the data directory beside its place and moves it there when complete, so that it is never half there. */
    private void initialise() throws IOException, InterruptedException {
        Path passwordFile = directory.resolve("superuser-password");
        Path fresh = directory.resolve("data.new");
        FileTree.delete(fresh);
        OwnerOnly.file(passwordFile, password);
        try {
            Process initdb = new ProcessBuilder(program(
                            "initdb",
                            "--pgdata=" + fresh,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.append())
                    .start();
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb ended with exit code " + initdb.exitValue());
            }
            Files.move(fresh, data());
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** PostgreSQL refuses to run as root, which in a user namespace it does not see that it is. */
    private List<String> program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Session.own());
        if (Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
            if (!Session.isOnPath("unshare")) {
                throw new UserError("PostgreSQL does not run as root without the program unshare (util-linux);"
                        + " install it, or use another account");
            }
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(binaries.program(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
