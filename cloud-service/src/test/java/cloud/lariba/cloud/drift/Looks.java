package cloud.lariba.cloud.drift;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.providers.Providers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Has the reconciler look when a test wants it. */
@Singleton
public class Looks {

    private static final String PROVIDER = "testing";
    private static final String REGION = "test-1";
    private static final int PLENTY = 1000;

    private final Reconciler reconciler;
    private final RegionLooks regions;
    private final DriftRounds rounds;
    private final Providers providers;
    private final Database database;

    Looks(Reconciler reconciler, RegionLooks regions, DriftRounds rounds, Providers providers, Database database) {
        this.reconciler = reconciler;
        this.regions = regions;
        this.rounds = rounds;
        this.providers = providers;
        this.database = database;
    }

    /** Looks at these services and, what other tests left behind aside, at no other. */
    public void at(List<UUID> services) {
        makeDue(services);
        round(PLENTY);
    }

    /** From now on only these are due, the first one for longest. */
    public void makeDue(List<UUID> services) {
        database.update("update service_looks set due_at = now() + interval '1 day'");
        for (int i = 0; i < services.size(); i++) {
            database.update(
                    "update service_looks set due_at = now() - make_interval(secs => ?) where service_id = ?",
                    services.size() - i,
                    services.get(i));
        }
    }

    /** One round of looks with this budget of calls. */
    public void round(int budget) {
        regions.lookAround(providers.get(PROVIDER), REGION, budget);
    }

    /** Rounds in all regions, as when all are due. */
    public void allAround() {
        database.update("delete from drift_rounds");
        reconciler.lookWhereItIsDue();
    }

    /** Has the service be as one that a replica of an earlier version has made. */
    public void forget(UUID service) {
        database.update("delete from service_looks where service_id = ?", service);
        database.update("update services set desired_state = null where id = ?", service);
    }

    /** Has services looked at that nobody has looked at. */
    public void findUnknown() {
        reconciler.findUnknownServices();
    }

    /** Whether the service is going to be looked at. */
    public boolean isKnown(UUID service) {
        return !database.list("select 1 from service_looks where service_id = ?", row -> true, service)
                .isEmpty();
    }

    /** Whether the next round looks at it. */
    public boolean isDue(UUID service) {
        return !database.list(
                        "select 1 from service_looks where service_id = ? and due_at <= now()", row -> true, service)
                .isEmpty();
    }

    /** Whether nothing was found of the service when it was looked at last. */
    public boolean isMissed(UUID service) {
        return !database.list(
                        "select 1 from service_looks where service_id = ? and missed_at is not null",
                        row -> true,
                        service)
                .isEmpty();
    }

    /** Whether a replica that asks now has the turn. */
    public boolean takesTurn(String region) {
        return rounds.takeTurn(PROVIDER, region, Duration.ofHours(1));
    }
}
