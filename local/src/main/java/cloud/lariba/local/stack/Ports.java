package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.OwnerOnly;
import cloud.lariba.local.home.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The TCP ports of a stack, all on the loopback interface and in one row: the parts in their order, then the one on which
 * the gateway tells operators how it is.
 *
 * @param gateway the first one
 */
public record Ports(int gateway) {

    /** How many ports a stack needs. */
    public static final int COUNT = Part.values().length + 1;

    private static final int DEFAULT = 8080;

    /** Below the ports that systems give to outgoing connections. */
    private static final int LOWEST_FREE = 20_000;

    private static final int HIGHEST_FREE = 30_000;
    private static final int HIGHEST = 65_535;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 200;
    private static final String PROPERTY = "gateway";

    /** Checks that all of them are ports. */
    public Ports {
        if (gateway < 1 || gateway + COUNT - 1 > HIGHEST) {
            throw new UserError("the first port has to be between 1 and " + (HIGHEST - COUNT + 1));
        }
    }

    /** Returns the ports of a stack for which none were chosen. */
    public static Ports standard() {
        return new Ports(DEFAULT);
    }

    /** Returns ports that are all free now. */
    public static Ports free(RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Ports candidate = new Ports(random.nextInt(LOWEST_FREE, HIGHEST_FREE));
            if (candidate.areFree()) {
                return candidate;
            }
        }
        throw new UserError(
                "no %d free ports in a row found between %d and %d".formatted(COUNT, LOWEST_FREE, HIGHEST_FREE));
    }

    /** Returns the ports that a stack used last, if it ever ran. */
    public static Optional<Ports> remembered(Home home) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(home.ports())) {
            properties.load(in);
            return Optional.of(new Ports(Integer.parseInt(properties.getProperty(PROPERTY, ""))));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes these ports the ones that the stack uses next time, too, so that addresses given out stay true. */
    public void remember(Home home) {
        try {
            OwnerOnly.properties(home.ports(), Map.of(PROPERTY, Integer.toString(gateway)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port of one part. */
    public int of(Part part) {
        return gateway + part.ordinal();
    }

    /** Returns the port on which the gateway tells operators how it is. */
    int management() {
        return gateway + COUNT - 1;
    }

    /** Returns the base URL of one part. */
    public String url(Part part) {
        return "http://localhost:" + of(part);
    }

    /**
     * Checks that nobody else uses the ports.
     *
     * @throws UserError which names the first port that is taken, whom it is for, and how to choose others
     */
    public void requireFree() {
        taken().findFirst().ifPresent(port -> {
            throw new UserError(("port %d, meant for %s, is taken by another program; choose others with --port N"
                            + " (which uses N to N+%d) or --ports free")
                    .formatted(port, port == management() ? "the gateway" : label(port), COUNT - 1));
        });
    }

    /** Tells whether nobody uses any of the ports. */
    public boolean areFree() {
        return taken().findAny().isEmpty();
    }

    private IntStream taken() {
        return IntStream.range(gateway, gateway + COUNT).filter(Ports::isTaken);
    }

    private String label(int port) {
        return Part.values()[port - gateway].label();
    }

    private static boolean isTaken(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Socket socket = new Socket()) {
            // Some systems let a second program listen on one address of a port that another has on all addresses.
            socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return !canListen(loopback, port);
        }
    }

    private static boolean canListen(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
