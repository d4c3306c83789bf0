package cloud.lariba.cloud.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens for a server and takes each connection to it, in a way that knows what is said. */
final class Relay implements AutoCloseable {

    /** What is done with one connection; both sockets are closed afterwards. */
    @FunctionalInterface
    interface Conversation {

        /** Carries bytes both ways until either side ends. */
        void carry(Socket client, Socket server) throws IOException;
    }

    private final ServerSocket listener;
    private final int target;
    private final Conversation conversation;

    private Relay(ServerSocket listener, int target, Conversation conversation) {
        this.listener = listener;
        this.target = target;
        this.conversation = conversation;
    }

    /** A relay on a free port of this machine to another port of it. */
    static Relay to(int target, Conversation conversation) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target, conversation);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> carry(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            conversation.carry(client, server);
        } catch (IOException e) {
            // One of the two was killed, which is what this is for.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
