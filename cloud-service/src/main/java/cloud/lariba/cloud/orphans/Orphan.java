package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.providers.FoundResource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resource that no service accounts for.
 *
 * @param id its id here
 * @param provider the provider's name
 * @param found what was seen when it was last seen
 * @param state what becomes of it
 * @param firstSeenAt when a sweep first saw it without a service
 * @param lastSeenAt when a sweep last did
 * @param sweeps how many sweeps saw it
 * @param begun whether its removal has begun, and is to be finished
 * @param error why its removal does not get on, or null
 */
record Orphan(
        UUID id,
        String provider,
        FoundResource found,
        State state,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int sweeps,
        boolean begun,
        @Nullable String error) {

    /** Whether both are of one kind and were made for one service, of which either may be made again, or all be removed. */
    boolean isSiblingOf(Orphan other) {
        return !id.equals(other.id)
                && found.kind() == other.found.kind()
                && found.serviceId().equals(other.found.serviceId());
    }

    /** What becomes of an orphan. */
    enum State {
        /** It was seen, and nobody has decided yet. */
        FOUND,
        /** It is being removed. */
        DELETING
    }
}
