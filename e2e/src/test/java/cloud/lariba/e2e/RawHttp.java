package cloud.lariba.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests as bytes, for targets that no client library would send. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_ANSWER = 64 * 1024;

    private RawHttp() {}

    /**
     * The answer to a request.
     *
     * @param target what stands in the request line, byte for byte
     * @param headers further header lines, each ended by CR LF
     * @param body what follows the head, in ASCII; its length is among the headers already
     * @return the answer's bytes as Latin-1; empty when the connection was closed without one
     */
    static String send(String method, String target, String headers, String body) throws IOException {
        URI gateway = Stack.url();
        String request = method + " " + target + " HTTP/1.1\r\nHost: " + gateway.getAuthority()
                + "\r\nConnection: close\r\n" + headers + "\r\n" + body;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readNBytes(MAX_ANSWER), StandardCharsets.ISO_8859_1);
        }
    }

    /** The status of such an answer; 0 when there is none. */
    static int status(String answer) {
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** The body of such an answer. */
    static String body(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? "" : answer.substring(end + 4);
    }
}
