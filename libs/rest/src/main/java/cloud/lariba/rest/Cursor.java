package cloud.lariba.rest;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list that is ordered by {@code (at, id)}, newest first. The list goes on with rows that are smaller than
 * this pair, so rows that come or go meanwhile neither repeat nor hide others.
 *
 * @param at the last seen row's time, in whole microseconds
 * @param id the last seen row's id, which orders rows of the same time
 */
public record Cursor(Instant at, UUID id) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 8 + 4 + 16;

    /** The opaque text that clients hand back. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads a cursor that {@link #encode()} wrote.
     *
     * @throws ProblemException {@code invalid_cursor} for anything else
     */
    public static Cursor decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == LENGTH && bytes.get() == VERSION) {
                Cursor cursor = new Cursor(
                        Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
                        new UUID(bytes.getLong(), bytes.getLong()));
                if (inDatabaseRange(cursor.at) && cursor.encode().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static boolean inDatabaseRange(Instant at) {
        return at.isAfter(Instant.EPOCH) && at.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
    }

    private static ProblemException invalid() {
        return ProblemException.of(
                ProblemCode.INVALID_CURSOR, "Use next_cursor of the previous page as it is, or leave cursor out.");
    }
}
