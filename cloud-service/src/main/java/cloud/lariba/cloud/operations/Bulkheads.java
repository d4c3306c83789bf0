package cloud.lariba.cloud.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a region that is slow from taking all workers: of what a process drives at once, at most three quarters are for one region of one provider ("Bulkhead",
 * Nygard, Release It!). What is for a region that is full is not claimed, and so neither fails nor is looked at again and again while it waits.
 */
final class Bulkheads {

    private static final int PART_FOR_OTHERS = 4;

    private final int most;
    private final Map<String, Integer> driven = new HashMap<>();

    /** Bulkheads of a process that drives so many operations at once. */
    Bulkheads(int concurrency) {
        this.most = Math.max(1, concurrency - Math.max(1, concurrency / PART_FOR_OTHERS));
    }

    /** How many operations may come at once, of those that are free to come, so that no place gets too many whichever theirs are. */
    synchronized int room(int free) {
        int least = driven.values().stream()
                .mapToInt(taken -> most - taken)
                .filter(left -> left > 0)
                .min()
                .orElse(most);
        return Math.min(free, least);
    }

    /** The places that nothing more may go to just now. */
    synchronized List<String> full() {
        return driven.entrySet().stream()
                .filter(place -> place.getValue() >= most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One more goes to this place; null is nowhere. */
    synchronized void enter(@Nullable String place) {
        if (place != null) {
            driven.merge(place, 1, Integer::sum);
        }
    }

    synchronized void leave(@Nullable String place) {
        if (place != null) {
            driven.computeIfPresent(place, (key, taken) -> taken == 1 ? null : taken - 1);
        }
    }
}
