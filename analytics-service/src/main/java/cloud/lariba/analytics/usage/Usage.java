package cloud.lariba.analytics.usage;

import cloud.lariba.analytics.input.QueryParameters.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Meters what was used. */
@ApplicationScoped
public class Usage {

    private final ServiceLedger ledger;
    private final Clock clock;

    Usage(ServiceLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What these projects used in the range, until now at most, by type of service. */
    public List<Quantity> byType(Collection<UUID> projects, TimeRange range) {
        return of(projects, range, UsageGrouping.TYPE);
    }

    /** What these projects used in the range, until now at most. */
    List<Quantity> of(Collection<UUID> projects, TimeRange range, UsageGrouping grouping) {
        Instant now = clock.instant();
        Instant to = range.to().isBefore(now) ? range.to() : now;
        return range.from().isBefore(to) ? grouping.add(ledger.billable(projects, range.from(), to)) : List.of();
    }
}
