package cloud.lariba.cloud.providers.aws;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The address of one instance on a server that several share: the master user, who has the same name on all of them, is another role behind each door.
 *
 * @see <a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">PostgreSQL: StartupMessage</a>
 */
final class InstanceDoor implements AutoCloseable {

    private static final int MAJOR_VERSION = 3;
    private static final int HEADER = 2 * Integer.BYTES;

    private final ServerSocket socket;
    private final int server;
    private final String master;
    private final String role;

    InstanceDoor(int server, String master, String role) {
        this.server = server;
        this.master = master;
        this.role = role;
        try {
            this.socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::admit);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void admit() {
        while (!socket.isClosed()) {
            accepted().ifPresent(client -> Thread.ofVirtual().start(() -> carry(client)));
        }
    }

    private Optional<Socket> accepted() {
        try {
            return Optional.of(socket.accept());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread.ofVirtual().start(() -> pump(behind, client));
            begin(client, behind);
            pump(client, behind);
        } catch (IOException e) {
            // The client sees that its connection ends.
        }
    }

    /** Passes on what comes before a session, up to the message that begins it. */
    private void begin(Socket client, Socket behind) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(behind.getOutputStream());
        int version;
        do {
            int length = in.readInt();
            version = in.readInt();
            byte[] rest = in.readNBytes(length - HEADER);
            byte[] renamed = version >>> Short.SIZE == MAJOR_VERSION ? renamed(rest) : rest;
            out.write(ByteBuffer.allocate(HEADER + renamed.length)
                    .putInt(HEADER + renamed.length)
                    .putInt(version)
                    .put(renamed)
                    .array());
            out.flush();
        } while (version >>> Short.SIZE != MAJOR_VERSION);
    }

    private byte[] renamed(byte[] parameters) {
        return new String(parameters, StandardCharsets.UTF_8)
                .replace("user\0" + master + "\0", "user\0" + role + "\0")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has ended, so both do.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
