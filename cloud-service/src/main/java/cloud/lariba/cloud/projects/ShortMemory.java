package cloud.lariba.cloud.projects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers a bounded number of answers for a few seconds. */
final class ShortMemory<K, V> {

    private static final int MAX_ENTRIES = 10_000;

    private final Clock clock;
    private final Duration span;
    private final Map<K, Held<V>> held = new ConcurrentHashMap<>();

    private record Held<V>(V value, Instant until) {}

    ShortMemory(Clock clock, Duration span) {
        this.clock = clock;
        this.span = span;
    }

    Optional<V> find(K key) {
        Held<V> entry = held.get(key);
        return entry != null && clock.instant().isBefore(entry.until()) ? Optional.of(entry.value()) : Optional.empty();
    }

    void keep(K key, V value) {
        if (held.size() >= MAX_ENTRIES) {
            Instant now = clock.instant();
            held.values().removeIf(entry -> !now.isBefore(entry.until()));
            if (held.size() >= MAX_ENTRIES) {
                held.clear();
            }
        }
        held.put(key, new Held<>(value, clock.instant().plus(span)));
    }

    void forget(K key) {
        held.remove(key);
    }
}
