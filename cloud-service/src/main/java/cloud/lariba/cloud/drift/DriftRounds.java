package cloud.lariba.cloud.drift;

import cloud.lariba.cloud.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The table of whose turn it is to look at a region's services. */
@ApplicationScoped
class DriftRounds {

    private final Database database;
    private final Clock clock;

    DriftRounds(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether it is the caller's turn, which is nobody else's for this long then. */
    boolean takeTurn(String provider, String region, Duration every) {
        Instant now = clock.instant();
        return database.update(
                        "insert into drift_rounds (provider, region, next_at) values (?, ?, ?)"
                                + " on conflict (provider, region) do update set next_at = excluded.next_at"
                                + " where drift_rounds.next_at <= ?",
                        provider,
                        region,
                        now.plus(every),
                        now)
                == 1;
    }
}
