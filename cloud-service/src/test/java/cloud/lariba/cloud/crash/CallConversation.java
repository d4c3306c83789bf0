package cloud.lariba.cloud.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Calls over HTTP, one for each connection, as clients make them that ask to close it. */
final class CallConversation implements Relay.Conversation {

    private static final Pattern IDS =
            Pattern.compile("[0-9a-f]{32}|[0-9A-Z]{20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int BUFFER = 16 * 1024;

    private final String name;
    private final World.Calls calls;

    CallConversation(String name, World.Calls calls) {
        this.name = name;
        this.calls = calls;
    }

    @Override
    public void carry(Socket client, Socket server) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int first = client.getInputStream().read(buffer);
        if (first < 0) {
            return;
        }
        String call = name + " " + line(buffer, first);
        int occurrence = calls.arrives(call);
        server.getOutputStream().write(buffer, 0, first);
        Thread.ofVirtual().start(() -> upload(client, server));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        server.getInputStream().transferTo(answer);
        calls.done(call, occurrence);
        answer.writeTo(client.getOutputStream());
    }

    private static void upload(Socket client, Socket server) {
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // The call is over.
        }
    }

    /** The request line without what differs from run to run. */
    private static String line(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        String line = text.substring(0, Math.max(0, text.indexOf("\r\n"))).replace(" HTTP/1.1", "");
        return IDS.matcher(line).replaceAll("…");
    }
}
