package cloud.lariba.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the gateway on which a test writes bytes and reads what comes back. */
public final class RawClient implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r\n]*\r\n");

    private final Socket socket;

    /** Connects to the port on this machine. Reading gives up after ten seconds. */
    public RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes text as ISO 8859-1, so that every octet can be written. */
    public RawClient send(String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where bytes are read and written directly. */
    public Socket socket() {
        return socket;
    }

    /** Everything until the gateway closes the connection, which it must do. */
    public String readToEnd() {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("the connection stayed open after: " + text(all), e);
        } catch (IOException reset) {
            return text(all);
        }
        return text(all);
    }

    /** One answer with a Content-Length, or without a body. */
    public String readAnswer() {
        try {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return head.toString();
                }
                head.append((char) b);
            }
            Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return head + new String(in.readNBytes(size), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the first answer in the text; 0 when there is none. */
    public static int status(String answer) {
        Matcher status = STATUS.matcher(answer);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    /** How many answers there are in the text. */
    public static int answers(String text) {
        return (int) STATUS.matcher(text).results().count();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
