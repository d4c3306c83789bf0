package cloud.lariba.cloud.drift;

import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.provisioning.Inspection;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Findings;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceLooks;
import cloud.lariba.cloud.services.ServiceLooks.Turn;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks at a region's services, the one that was left alone for longest first, and has it recorded what differs from what was asked for. It changes nothing at
 * providers.
 */
@ApplicationScoped
class RegionLooks {

    private static final Logger LOG = Logger.getLogger(RegionLooks.class);
    private static final int CALLS_OF_NO_LOOK = 1;

    /** So many missing resources are more likely to be due to credentials of another account; none of them is said to have vanished. */
    private static final int MOST_MISSED = 10;

    /** So many of one project count for the others, so that nobody who removes his own resources alone keeps others' from being missed. */
    private static final int MOST_MISSED_OF_ANOTHER = 5;

    private final ServiceLooks looks;
    private final ServiceRecords services;
    private final Inspection inspection;
    private final Findings findings;
    private final DriftConfig config;
    private final Clock clock;

    /** What came of a turn, for the round that it is part of. */
    private enum Answer {
        /** Nobody was asked. */
        NO_LOOK,
        SEEN,
        /** What was there before is not. */
        MISSED,
        /** The look failed, and others will fail, too. */
        UNAVAILABLE
    }

    RegionLooks(
            ServiceLooks looks,
            ServiceRecords services,
            Inspection inspection,
            Findings findings,
            DriftConfig config,
            Clock clock) {
        this.looks = looks;
        this.services = services;
        this.inspection = inspection;
        this.findings = findings;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Looks at one region's services that are due, until this many calls are spent, the next round is due, the provider does not answer, or so much of
     * more than one project is missing that it is more likely to be somewhere else.
     */
    void lookAround(Provider provider, String region, int budget) {
        Instant end = clock.instant().plus(config.every());
        int left = budget;
        int missed = 0;
        Map<UUID, Integer> missedOf = new HashMap<>();
        while (left > 0 && missed < MOST_MISSED && clock.instant().isBefore(end)) {
            Optional<Turn> turn = looks.take(provider.name(), region, config.lease());
            if (turn.isEmpty()) {
                return;
            }
            Service service = services.get(turn.get().serviceId());
            Answer answer = lookAt(service, turn.get());
            if (answer == Answer.UNAVAILABLE) {
                return;
            }
            if (answer == Answer.MISSED
                    && missedOf.merge(service.projectId(), 1, Integer::sum) <= MOST_MISSED_OF_ANOTHER) {
                missed++;
            }
            left -= answer == Answer.NO_LOOK
                    ? CALLS_OF_NO_LOOK
                    : provider.callsOfALook(service.type().capability());
        }
        if (missed == MOST_MISSED) {
            LOG.warnf("many-resources-missing provider=%s region=%s", provider.name(), region);
        }
        LOG.debugf("drift-round-ended provider=%s region=%s calls-left=%d", provider.name(), region, left);
    }

    /** Whatever is wrong with one service must not keep others from being looked at. */
    private Answer lookAt(Service service, Turn turn) {
        if (service.status() == ServiceStatus.DELETED) {
            looks.forget(service.id());
            return Answer.NO_LOOK;
        }
        if (service.operationId() != null || !Lifecycle.mayBegin(OperationType.RECONCILE, service.status())) {
            looks.rest(turn, config.pace());
            return Answer.NO_LOOK;
        }
        try {
            return found(service, turn, inspection.look(service));
        } catch (ProviderException e) {
            LOG.warnf("service-not-looked-at service=%s reason=%s cause=%s", service.id(), e.reason(), e.getMessage());
            looks.rest(turn, config.pace());
            return concernsOthers(e) ? Answer.UNAVAILABLE : Answer.SEEN;
        } catch (RuntimeException e) {
            LOG.errorf(e, "look-broken service=%s", service.id());
            looks.rest(turn, config.pace());
            return Answer.SEEN;
        }
    }

    private Answer found(Service service, Turn turn, Finding finding) {
        boolean vanished = finding instanceof Finding.Vanished;
        if (vanished && (!turn.missed() || isMuchMissing(service))) {
            looks.miss(turn, config.every());
            return Answer.MISSED;
        }
        boolean done = findings.record(service, finding) && !(finding instanceof Finding.Changing);
        if (vanished) {
            // It stays missed: that it still is so is no news.
            looks.miss(turn, done ? config.pace() : config.every());
            return Answer.SEEN;
        }
        looks.rest(turn, done ? config.pace() : config.every());
        return Answer.SEEN;
    }

    private boolean isMuchMissing(Service service) {
        if (service.status() == ServiceStatus.DEGRADED) {
            return false;
        }
        boolean much =
                looks.unconfirmed(service.provider(), service.region(), service.projectId(), MOST_MISSED_OF_ANOTHER)
                        >= MOST_MISSED;
        if (much) {
            LOG.warnf(
                    "many-resources-missing provider=%s region=%s project=%s",
                    service.provider(), service.region(), service.projectId());
        }
        return much;
    }

    private static boolean concernsOthers(ProviderException failure) {
        return failure instanceof Retryable later
                && (later.is(Retryable.Reason.UNAVAILABLE) || later.is(Retryable.Reason.THROTTLED));
    }
}
