package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.catalog.Catalog;
import cloud.lariba.cloud.catalog.Price;
import cloud.lariba.cloud.services.Plan;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What administrators can do about orphans. */
@ApplicationScoped
class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private final OrphanRows rows;
    private final Catalog catalog;

    Orphans(OrphanRows rows, Catalog catalog) {
        this.rows = rows;
        this.catalog = catalog;
    }

    Page<OrphanView> list(PageRequest page) {
        Cursor after = page.after();
        return page.page(
                rows.page(after == null ? null : after.at(), after == null ? null : after.id(), page.fetchSize()),
                orphan -> new Cursor(orphan.firstSeenAt(), orphan.id()),
                this::view);
    }

    /**
     * Has an orphan removed, with everything in it; asking again changes nothing.
     *
     * @throws ProblemException {@code not_found}
     */
    OrphanView delete(UUID id, UUID actorId) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Orphan orphan = rows.find(id).orElseThrow(ProblemException::notFound);
            if (!rows.remove(id)) {
                throw ProblemException.notFound();
            }
            LOG.infof(
                    "orphan-removal-requested orphan=%s service=%s actor=%s",
                    id, orphan.found().serviceId(), actorId);
            return view(rows.find(id).orElse(orphan));
        });
    }

    /**
     * What {@link #delete} would do.
     *
     * @throws ProblemException {@code not_found}
     */
    Plan.Answer plan(UUID id) {
        Orphan orphan = rows.find(id).orElseThrow(ProblemException::notFound);
        return new Plan.Answer(Plan.ofOrphanRemoval(id, orphan.state() == Orphan.State.DELETING));
    }

    private OrphanView view(Orphan orphan) {
        return OrphanView.of(
                orphan, catalog.price(orphan.found()).map(Price::view).orElse(null));
    }
}
