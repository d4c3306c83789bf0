package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.crash.Position.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts what passes the relays, and ends the service's part at one position of it. */
final class Script implements World.Calls {

    private static final Pattern READ = Pattern.compile("\\w+ select (?!pg_)");

    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private final Runnable exit;
    private final BooleanSupplier goesOn;
    private @Nullable Position end;
    private boolean reached;
    private boolean deaf;

    /**
     * A script that ends with this.
     *
     * @param exit what is done at the position; nothing else passes meanwhile
     * @param goesOn whether the call at the position goes on after that, which may take a while to say
     */
    Script(Runnable exit, BooleanSupplier goesOn) {
        this.exit = exit;
        this.goesOn = goesOn;
    }

    /** Begins to count anew, without an end. */
    synchronized void watch() {
        begin(null);
    }

    /** Begins to count anew, until this position. */
    synchronized void endAt(Position position) {
        begin(position);
    }

    private void begin(@Nullable Position position) {
        seen.clear();
        end = position;
        reached = false;
    }

    /** Takes the end back, unless it was reached. Returns whether it was. */
    synchronized boolean close() {
        end = null;
        return reached;
    }

    /** Whether the position was reached. */
    synchronized boolean isReached() {
        return reached;
    }

    /** How often each call was seen, in the order of their first. */
    synchronized Map<String, Integer> seen() {
        return new LinkedHashMap<>(seen);
    }

    /** Every position of what was seen; a query leaves everything as it was before it. */
    synchronized List<Position> positions() {
        List<Position> all = new ArrayList<>();
        seen.forEach((call, times) -> {
            for (int i = 1; i <= times; i++) {
                all.add(new Position(call, i, Moment.BEFORE));
                if (!READ.matcher(call).lookingAt()) {
                    all.add(new Position(call, i, Moment.AFTER));
                }
            }
        });
        return all;
    }

    /** Does something that is not the service's: what passes meanwhile does not count, whoever says it. */
    void unheard(Runnable work) {
        hear(false);
        try {
            work.run();
        } finally {
            hear(true);
        }
    }

    private synchronized void hear(boolean hears) {
        deaf = !hears;
    }

    @Override
    public int arrives(String call) throws IOException {
        int occurrence = count(call);
        pass(new Position(call, occurrence, Moment.BEFORE));
        return occurrence;
    }

    @Override
    public void done(String call, int occurrence) throws IOException {
        pass(new Position(call, occurrence, Moment.AFTER));
    }

    private synchronized int count(String call) {
        return deaf ? 0 : seen.merge(call, 1, Integer::sum);
    }

    private void pass(Position here) throws IOException {
        if (ends(here) && !goesOn.getAsBoolean()) {
            throw new IOException("the script has ended");
        }
    }

    private synchronized boolean ends(Position here) {
        if (deaf || !here.equals(end) || reached) {
            return false;
        }
        reached = true;
        exit.run();
        return true;
    }
}
