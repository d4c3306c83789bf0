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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The TCP port of each part of a stack, all on the loopback interface. */
public final class Ports {

    /** The gateway's port unless another is chosen. */
    public static final int DEFAULT = 8080;

    /** Below the ports that systems give to outgoing connections. */
    private static final int LOWEST_FREE = 20_000;

    private static final int HIGHEST_FREE = 30_000;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 200;

    private final Map<Part, Integer> numbers;

    private Ports(Map<Part, Integer> numbers) {
        this.numbers = new EnumMap<>(numbers);
    }

    /** Returns consecutive ports, beginning with the gateway's. */
    public static Ports from(int gateway) {
        Map<Part, Integer> numbers = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            numbers.put(part, gateway + part.ordinal());
        }
        return new Ports(numbers);
    }

    /** Returns consecutive ports that are all free now. */
    public static Ports free(RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Ports candidate = from(random.nextInt(LOWEST_FREE, HIGHEST_FREE));
            if (candidate.firstTaken().isEmpty()) {
                return candidate;
            }
        }
        throw new UserError("no %d consecutive free ports found between %d and %d"
                .formatted(Part.values().length, LOWEST_FREE, HIGHEST_FREE));
    }

    /** Returns the ports that a stack used last, if it ever ran. */
    public static Optional<Ports> remembered(Home home) {
        if (!Files.exists(home.ports())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(home.ports())) {
            properties.load(in);
            Map<Part, Integer> numbers = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                numbers.put(part, Integer.valueOf(properties.getProperty(part.label(), "")));
            }
            return Optional.of(new Ports(numbers));
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes these ports the ones that the stack uses next time, too, so that addresses given out stay true. */
    public void remember(Home home) {
        Map<String, String> properties = new TreeMap<>();
        numbers.forEach((part, port) -> properties.put(part.label(), port.toString()));
        try {
            OwnerOnly.properties(home.ports(), properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port of one part. */
    public int of(Part part) {
        return Optional.ofNullable(numbers.get(part)).orElseThrow();
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
        firstTaken().ifPresent(part -> {
            throw new UserError(("port %d, meant for %s, is taken by another program; choose others with --port N"
                            + " (which uses N to N+%d) or --ports free")
                    .formatted(of(part), part.label(), Part.values().length - 1));
        });
    }

    /** Tells whether nobody uses any of the ports. */
    public boolean areFree() {
        return firstTaken().isEmpty();
    }

    /** Returns the first part whose port is taken. */
    Optional<Part> firstTaken() {
        return numbers.keySet().stream().filter(part -> isTaken(of(part))).findFirst();
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
