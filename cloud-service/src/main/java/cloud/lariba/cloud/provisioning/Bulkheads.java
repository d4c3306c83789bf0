package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.operations.OperationsConfig;
import cloud.lariba.cloud.services.Service;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Keeps a region that is slow from taking all workers: at most three quarters of what a process drives at once wait for one region of one provider
 * ("Bulkhead", Nygard, Release It!). Whoever finds it full comes back later, so that the rest goes on elsewhere.
 */
@ApplicationScoped
class Bulkheads {

    private static final int PART_FOR_OTHERS = 4;

    private final int most;
    private final Map<Place, Semaphore> places = new ConcurrentHashMap<>();

    private record Place(String provider, String region) {}

    /** Room at a place, until it is closed. */
    interface Room extends AutoCloseable {

        @Override
        void close();
    }

    Bulkheads(OperationsConfig config) {
        this.most = Math.max(1, config.concurrency() - Math.max(1, config.concurrency() / PART_FOR_OTHERS));
    }

    /** Room where the service is, unless there is none just now. */
    Optional<Room> enter(Service service) {
        Semaphore place =
                places.computeIfAbsent(new Place(service.provider(), service.region()), unused -> new Semaphore(most));
        return place.tryAcquire() ? Optional.of(place::release) : Optional.empty();
    }
}
