package cloud.lariba.gateway.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request at a service: of known length or chunked. */
final class Body extends InputStream {

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;

    Body(InputStream in, Received request) {
        this.in = in;
        this.chunked = "chunked".equalsIgnoreCase(request.header("Transfer-Encoding"));
        String length = request.header("Content-Length");
        this.left = length == null ? 0 : Long.parseLong(length);
        this.ended = !chunked && left == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the body broke off");
        }
        left -= count;
        if (left == 0 && chunked) {
            RecordingService.line(in);
        } else if (left == 0) {
            ended = true;
        }
        return count;
    }

    private void nextChunk() throws IOException {
        String size = RecordingService.line(in);
        if (size == null) {
            throw new EOFException("the body broke off");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            RecordingService.line(in);
        }
    }
}
