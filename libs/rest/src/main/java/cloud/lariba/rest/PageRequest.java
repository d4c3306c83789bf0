package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many items at most, 1–100
 * @param after where the previous page ended, or null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

    /** Items on a page when the client does not say. */
    public static final int DEFAULT_LIMIT = 20;
    /** Items on a page at most. */
    public static final int MAX_LIMIT = 100;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}, either of which may be absent.
     *
     * @throws ProblemException {@code invalid_input} or {@code invalid_cursor}
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit(limit), cursor == null ? null : Cursor.decode(cursor));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw invalidLimit();
        }
        throw invalidLimit();
    }

    private static ProblemException invalidLimit() {
        return ProblemException.invalid("#query/limit", "out_of_range", "limit is a whole number from 1 to 100.");
    }

    /** How many rows to ask the database for: one more than the page, which tells whether another page follows. */
    public int fetchSize() {
        return limit + 1;
    }

    /**
     * Makes the page from what the database returned for {@link #fetchSize()}.
     *
     * @param rows the rows, newest first, at most {@code fetchSize()}
     * @param place where a row stands in the order
     * @param view what the client sees of a row
     */
    public <R, V> Page<V> page(List<R> rows, Function<R, Cursor> place, Function<R, V> view) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? place.apply(shown.getLast()).encode() : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
