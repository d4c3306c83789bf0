package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.Difference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what looks at resources found: the status that was observed, and what differs. What is asked for never changes by it. */
@ApplicationScoped
public class Findings {

    /** The difference between an instance that runs and one that is stopped. */
    static final String STATE = "state";
    /** Why a service is degraded whose resource is not there any more. */
    public static final String VANISHED = "vanished";

    /** The same in a sentence. */
    public static final String VANISHED_DETAIL =
            "The resource is not there any more, or cannot be recognised by its tags any more; the action revert with"
                    + " recreate makes a new, empty one.";

    private static final String BROKEN = "broken";

    private final ServiceRepository services;
    private final ServiceRecords records;
    private final ServiceEvents events;
    private final Clock clock;

    Findings(ServiceRepository services, ServiceRecords records, ServiceEvents events, Clock clock) {
        this.services = services;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records what a look found, unless the service was changed since it was read, or an operation is open on it.
     *
     * @param seen the service as it was read before the look
     * @return whether it was recorded
     */
    public boolean record(Service seen, Finding finding) {
        return QuarkusTransaction.requiringNew().call(() -> {
            ServiceEntity service = services.lock(seen.id());
            if (service.version != seen.version() || service.operationId != null || service.deletedAt != null) {
                return false;
            }
            apply(service, finding);
            return true;
        });
    }

    /** Records what a look found that is part of an operation, which goes on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void found(UUID id, Finding finding) {
        apply(services.lock(id), finding);
        // What ends the operation reads the row again.
        services.flush();
    }

    /** Records what a look found at the end of an operation that made the resource obey its service, as far as it can. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void settled(UUID id, Finding.Present present) {
        records.settled(id, present.status(), present.outputs(), true);
        // The row is read again.
        services.flush();
        compare(services.lock(id), present);
        services.flush();
    }

    private void apply(ServiceEntity service, Finding finding) {
        switch (finding) {
            case Finding.Changing changing -> {}
            case Finding.Broken(String reason) -> degrade(service, BROKEN, reason);
            case Finding.Vanished vanished -> {
                records.forgetDrift(service);
                degrade(service, VANISHED, VANISHED_DETAIL);
            }
            case Finding.Present present -> {
                compare(service, present);
                show(service, present);
            }
        }
    }

    private void degrade(ServiceEntity service, String code, String reason) {
        if (service.status() != ServiceStatus.DEGRADED
                || !code.equals(Conditions.reason(service.conditions))
                || !reason.equals(service.stateReason)) {
            records.become(service, ServiceStatus.DEGRADED, code, reason);
        }
    }

    private void compare(ServiceEntity service, Finding.Present present) {
        Instant now = clock.instant();
        service.driftOutdated = false;
        Drift before = Drift.of(service.drift);
        Drift after = Drift.after(before, fields(service, present, now), now);
        if (Objects.equals(before, after)) {
            return;
        }
        service.drift = after == null ? null : Json.tree(after);
        service.touch(now);
        List<Drift.Field> over = Drift.over(before, after);
        if (!over.isEmpty()) {
            events.driftResolved(service, over);
        }
        List<Drift.Field> news = Drift.news(before, after);
        if (!news.isEmpty()) {
            events.driftDetected(service, news);
        }
    }

    /** What is seen becomes the status, unless the service is degraded because it does not follow its last change. */
    private void show(ServiceEntity service, Finding.Present present) {
        if (!present.outputs().equals(service.outputs)) {
            service.outputs = present.outputs();
            service.touch(clock.instant());
        }
        boolean behind = service.status() == ServiceStatus.DEGRADED
                && service.isBehind()
                && !isFound(Conditions.reason(service.conditions));
        if (!behind && service.status() != present.status()) {
            records.become(service, present.status(), null, null);
        }
    }

    private static boolean isFound(@Nullable String code) {
        return VANISHED.equals(code) || BROKEN.equals(code);
    }

    private static List<Drift.Field> fields(ServiceEntity service, Finding.Present present, Instant now) {
        List<Drift.Field> fields = new ArrayList<>();
        if (service.type() == ServiceType.COMPUTE) {
            String wanted = service.requireState(present.status());
            String there = present.status().wireName();
            if (!wanted.equals(there)) {
                fields.add(new Drift.Field(STATE, TextNode.valueOf(wanted), TextNode.valueOf(there), now, null));
            }
        }
        present.differences().forEach(difference -> fields.add(field(service, difference, now)));
        return fields;
    }

    private static Drift.Field field(ServiceEntity service, Difference difference, Instant now) {
        JsonNode asked = service.spec.get(difference.field());
        return new Drift.Field(
                difference.field(),
                asked == null ? Drift.json(difference.expected()) : asked,
                Drift.json(difference.observed()),
                now,
                null);
    }
}
