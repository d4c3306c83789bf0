package cloud.lariba.analytics.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends samples by {@code COPY} in PostgreSQL's binary format, as its manual describes it under COPY, "Binary Format": the fastest way in, but
 * none that could overwrite.
 */
final class SampleCopy {

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = 11 + 2 * Integer.BYTES;
    private static final int ROW_BYTES = Short.BYTES + 4 * Integer.BYTES + 5 * Long.BYTES;
    private static final int ROWS_A_CHUNK = 1_000;
    /** PostgreSQL counts from 2000-01-01. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private SampleCopy() {}

    /** Inserts the samples; fails with a unique violation when one of them is there already. */
    static void insert(Connection connection, List<Sample> samples) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy samples (project_id, series_id, time, value) from stdin (format binary)");
        try {
            ByteBuffer chunk = ByteBuffer.allocate(HEADER_BYTES + ROWS_A_CHUNK * ROW_BYTES);
            chunk.put(SIGNATURE).putInt(0).putInt(0);
            for (Sample sample : samples) {
                if (chunk.remaining() < ROW_BYTES) {
                    send(copy, chunk);
                }
                put(chunk, sample);
            }
            send(copy, chunk);
            send(copy, chunk.putShort((short) -1));
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void put(ByteBuffer chunk, Sample sample) {
        chunk.putShort((short) 4)
                .putInt(2 * Long.BYTES)
                .putLong(sample.projectId().getMostSignificantBits())
                .putLong(sample.projectId().getLeastSignificantBits())
                .putInt(Long.BYTES)
                .putLong(sample.seriesId())
                .putInt(Long.BYTES)
                .putLong(sample.micros() - POSTGRES_EPOCH_MICROS)
                .putInt(Long.BYTES)
                .putDouble(sample.value());
    }

    private static void send(CopyIn copy, ByteBuffer chunk) throws SQLException {
        copy.writeToCopy(chunk.array(), 0, chunk.position());
        chunk.clear();
    }
}
