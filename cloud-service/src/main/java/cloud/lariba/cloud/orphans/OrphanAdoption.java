package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.provisioning.Inspection;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceAdoption;
import cloud.lariba.cloud.services.ServiceAdoption.Wanted;
import cloud.lariba.cloud.services.ServiceOutcome;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes services of orphans: only of what is proved to be this installation's, belongs to the project or to none that is known, and is found again under the
 * names that derive from its service's id.
 */
@ApplicationScoped
class OrphanAdoption {

    private static final Logger LOG = Logger.getLogger(OrphanAdoption.class);

    private final Providers providers;
    private final OrphanRows rows;
    private final Inspection inspection;
    private final ServiceAdoption services;

    OrphanAdoption(Providers providers, OrphanRows rows, Inspection inspection, ServiceAdoption services) {
        this.providers = providers;
        this.rows = rows;
        this.inspection = inspection;
        this.services = services;
    }

    /** An orphan that may be adopted, as it was found. */
    record Proved(UUID orphanId, Service candidate, Finding.Present present, Wanted wanted) {}

    /**
     * Looks whether an orphan can become this service. Calls the provider.
     *
     * @throws ProblemException {@code invalid_input}, {@code not_found}, {@code forbidden}, {@code invalid_state} with the reason,
     *     {@code not_supported_by_provider}, or why the provider does not answer
     */
    Proved prove(UUID id, Wanted wanted, UUID userId) {
        Orphan orphan = rows.find(id).orElseThrow(ProblemException::notFound);
        requireUndecided(orphan);
        UUID projectId = orphan.found().projectId();
        if (projectId != null && !projectId.equals(wanted.projectId())) {
            throw refused("The tags of the resource say that it belongs to another project.");
        }
        Service candidate = services.candidate(orphan.found(), orphan.provider(), wanted, userId);
        return new Proved(id, candidate, prove(orphan, candidate), wanted);
    }

    /**
     * Makes the service.
     *
     * @throws ProblemException as {@link #prove}, and {@code name_taken}, {@code quota_exceeded}
     */
    ServiceOutcome.Accepted adopt(Proved proved, UUID userId) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            requireUndecided(proved);
            ServiceOutcome.Accepted accepted =
                    services.adopt(proved.candidate(), proved.present(), proved.wanted(), userId);
            rows.gone(proved.orphanId());
            LOG.infof(
                    "orphan-adopted orphan=%s service=%s actor=%s",
                    proved.orphanId(), proved.candidate().id(), userId);
            return accepted;
        });
    }

    /**
     * What {@link #adopt} would do.
     *
     * @throws ProblemException as {@link #adopt}, but for {@code quota_exceeded}
     */
    ServiceOutcome.Planned plan(Proved proved, UUID userId) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            requireUndecided(proved);
            return services.plan(proved.candidate(), proved.present(), proved.wanted(), userId);
        });
    }

    private Finding.Present prove(Orphan orphan, Service candidate) {
        try {
            Provider provider = providers.get(orphan.provider());
            if (provider.inventory().prove(orphan.found()).isEmpty()) {
                throw refused("The resource is gone, or cannot be proved to be this installation's any more.");
            }
            if (!(inspection.look(candidate) instanceof Finding.Present present)) {
                throw refused("The resource is changing, or is not found under the names that the platform gives.");
            }
            if (!List.of(orphan.found().resourceId()).equals(resourceIds(provider, candidate, present))) {
                throw refused(
                        "There is another resource of the same service, or another generation of the same database;"
                                + " delete one of them first.");
            }
            return present;
        } catch (ProviderException e) {
            throw ProviderFailures.problem(e);
        }
    }

    /**
     * What the service would have, by the names that an inventory gives it. Other generations of its database would be taken for leftovers, or for what a
     * restoration makes.
     */
    private static List<String> resourceIds(Provider provider, Service candidate, Finding.Present present) {
        return switch (candidate.type()) {
            case COMPUTE -> List.of(present.outputs().path("instance_id").asText());
            case STORAGE -> List.of(present.outputs().path("bucket").asText());
            case DATABASE -> provider.database().resourceIds(candidate.identity());
        };
    }

    /** The removal of one of several takes everything of the service when the others are gone, so none of them is adopted meanwhile. */
    private void requireUndecided(Proved proved) {
        List<Orphan> ofService = rows.hold(proved.candidate().id());
        Orphan orphan = ofService.stream()
                .filter(row -> row.id().equals(proved.orphanId()))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
        requireUndecided(orphan);
        if (ofService.stream().anyMatch(row -> row.isSiblingOf(orphan) && row.state() != Orphan.State.FOUND)) {
            throw refused("Another resource of the same service is being removed; wait until it is gone.");
        }
    }

    private static void requireUndecided(Orphan orphan) {
        if (orphan.state() != Orphan.State.FOUND) {
            throw refused("The resource is being removed.");
        }
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ProblemCode.INVALID_STATE, detail);
    }
}
