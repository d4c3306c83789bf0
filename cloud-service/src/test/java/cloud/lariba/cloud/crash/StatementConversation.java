package cloud.lariba.cloud.crash;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

/**
 * Statements in PostgreSQL's protocol 3.0 ("Message Formats"). A statement has had its effect when the server is ready for the next one: only then
 * has one outside a transaction been committed.
 */
final class StatementConversation implements Relay.Conversation {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final String PARTS = "PBDE";
    private static final Pattern IDS = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SECRETS = Pattern.compile("password '[^']*'");

    private final String name;
    private final World.Calls calls;

    StatementConversation(String name, World.Calls calls) {
        this.name = name;
        this.calls = calls;
    }

    private record Call(String text, int occurrence) {}

    @Override
    public void carry(Socket client, Socket server) throws IOException {
        Session session = new Session(
                new DataInputStream(new BufferedInputStream(client.getInputStream())),
                new DataOutputStream(client.getOutputStream()),
                new DataInputStream(new BufferedInputStream(server.getInputStream())),
                new DataOutputStream(new BufferedOutputStream(server.getOutputStream())));
        session.greet();
        Thread.ofVirtual().start(() -> {
            session.answers();
            close(client);
            close(server);
        });
        session.requests();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private final class Session {

        private final DataInputStream fromClient;
        private final DataOutputStream toClient;
        private final DataInputStream fromServer;
        private final DataOutputStream toServer;
        private final Map<String, String> statements = new HashMap<>();
        private final Map<String, String> portals = new HashMap<>();
        private String latest = "";
        private final List<Call> batch = new ArrayList<>();
        private final LinkedBlockingQueue<List<Call>> synced = new LinkedBlockingQueue<>();

        Session(
                DataInputStream fromClient,
                DataOutputStream toClient,
                DataInputStream fromServer,
                DataOutputStream toServer) {
            this.fromClient = fromClient;
            this.toClient = toClient;
            this.fromServer = fromServer;
            this.toServer = toServer;
        }

        /** Passes on what comes before the first message that has a type. */
        void greet() throws IOException {
            while (true) {
                int length = fromClient.readInt();
                byte[] body = fromClient.readNBytes(length - Integer.BYTES);
                toServer.writeInt(length);
                toServer.write(body);
                toServer.flush();
                int code = ByteBuffer.wrap(body).getInt();
                if (code != SSL_REQUEST && code != GSS_REQUEST) {
                    // The answer to the start-up is followed by one "ready" that belongs to no statement.
                    synced.add(List.of());
                    return;
                }
                toClient.write(fromServer.read());
                toClient.flush();
            }
        }

        void requests() throws IOException {
            while (true) {
                int type = fromClient.read();
                if (type < 0) {
                    return;
                }
                int length = fromClient.readInt();
                byte[] body = fromClient.readNBytes(length - Integer.BYTES);
                look((char) type, body);
                toServer.writeByte(type);
                toServer.writeInt(length);
                toServer.write(body);
                // A statement comes in parts; its server hears all of them or none.
                if (PARTS.indexOf(type) < 0) {
                    toServer.flush();
                }
            }
        }

        private void look(char type, byte[] body) throws IOException {
            switch (type) {
                case 'P' -> statements.put(text(body, 0), text(body, end(body, 0) + 1));
                case 'B' -> portals.put(text(body, 0), statements.getOrDefault(text(body, end(body, 0) + 1), ""));
                case 'E' -> arrives(portals.getOrDefault(text(body, 0), ""));
                case 'Q' -> {
                    arrives(text(body, 0));
                    sync();
                }
                case 'S' -> sync();
                default -> {}
            }
        }

        private void arrives(String sql) throws IOException {
            String text = SECRETS.matcher(IDS.matcher(sql).replaceAll("…"))
                    .replaceAll("password …")
                    .replaceAll("\\s+", " ");
            // What only opens a transaction has no effect.
            if (text.equalsIgnoreCase("begin")) {
                return;
            }
            boolean ends = text.equalsIgnoreCase("commit") || text.equalsIgnoreCase("rollback");
            String call = name + " " + (ends ? text + " after " + latest : text);
            latest = ends ? latest : text;
            batch.add(new Call(call, calls.arrives(call)));
        }

        private void sync() {
            synced.add(List.copyOf(batch));
            batch.clear();
        }

        void answers() {
            try {
                while (true) {
                    int type = fromServer.read();
                    if (type < 0) {
                        return;
                    }
                    int length = fromServer.readInt();
                    byte[] body = fromServer.readNBytes(length - Integer.BYTES);
                    if (type == 'Z') {
                        List<Call> done = synced.poll();
                        if (done != null) {
                            for (Call call : done) {
                                calls.done(call.text(), call.occurrence());
                            }
                        }
                    }
                    toClient.writeByte(type);
                    toClient.writeInt(length);
                    toClient.write(body);
                    if (fromServer.available() == 0) {
                        toClient.flush();
                    }
                }
            } catch (IOException e) {
                // The session is over.
            }
        }

        private static String text(byte[] body, int from) {
            return new String(body, from, end(body, from) - from, StandardCharsets.UTF_8);
        }

        private static int end(byte[] body, int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return end;
        }
    }
}
