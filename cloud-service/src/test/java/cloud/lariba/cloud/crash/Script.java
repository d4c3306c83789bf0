package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.crash.Position.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts what passes the relays, and kills the service at one position of it. */
final class Script {

    private static final Pattern READ = Pattern.compile("\\w+ select (?!pg_)");

    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private final Runnable kill;
    private @Nullable Position end;
    private boolean reached;

    /** A script that ends with this. */
    Script(Runnable kill) {
        this.kill = kill;
    }

    /** Begins to count anew; nobody is killed. */
    synchronized void watch() {
        begin(null);
    }

    /** Begins to count anew; the service is killed at this position. */
    synchronized void killAt(Position position) {
        begin(position);
    }

    private void begin(@Nullable Position position) {
        seen.clear();
        end = position;
        reached = false;
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

    /** A call arrives; kills when it must not reach its server. Returns which occurrence it is. */
    synchronized int arrives(String call) {
        int occurrence = seen.merge(call, 1, Integer::sum);
        end(new Position(call, occurrence, Moment.BEFORE));
        return occurrence;
    }

    /** A call has had its effect; kills when the service must not hear of it. */
    synchronized void done(String call, int occurrence) {
        end(new Position(call, occurrence, Moment.AFTER));
    }

    private void end(Position here) {
        if (here.equals(end) && !reached) {
            reached = true;
            kill.run();
        }
    }
}
