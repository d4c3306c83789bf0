package cloud.lariba.cloud;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The objects of a bucket in memory. Their clock goes on a second each time that somebody reads it. */
final class StoredObjects {

    private static final AtomicLong SECONDS = new AtomicLong();

    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    static Instant clock() {
        return Instant.ofEpochSecond(SECONDS.getAndIncrement());
    }

    void add(String key) {
        written.put(key, Instant.ofEpochSecond(SECONDS.get()));
    }

    void addAll(Collection<String> keys) {
        keys.forEach(this::add);
    }

    boolean contains(String key) {
        return written.containsKey(key);
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Removes some that were written until then; returns whether none of them is left. */
    boolean removeSome(Instant writtenUntil, int atMost) {
        var removed = written.entrySet().stream()
                .filter(object -> !object.getValue().isAfter(writtenUntil))
                .map(Map.Entry::getKey)
                .limit(atMost)
                .toList();
        removed.forEach(written::remove);
        return removed.size() < atMost;
    }
}
