package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Catalog;
import cloud.lariba.cloud.catalog.QuotaUse;
import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.projects.Access;
import cloud.lariba.cloud.quota.QuotaLine;
import cloud.lariba.cloud.quota.Quotas;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is worked out before a service is made or changed: the choice from the catalog, the quota, the fields side by side. */
@ApplicationScoped
class ServicePlans {

    private final Catalog catalog;
    private final Quotas quotas;
    private final Clock clock;
    private final Ids ids;

    ServicePlans(Catalog catalog, Quotas quotas, Clock clock, Ids ids) {
        this.catalog = catalog;
        this.quotas = quotas;
        this.clock = clock;
        this.ids = ids;
    }

    Instant now() {
        return clock.instant();
    }

    UUID newId() {
        return ids.next();
    }

    /** See {@link Catalog#select}. */
    Selection select(String type, String plan, @Nullable String region, @Nullable ObjectNode spec) {
        return catalog.select(type, plan, region, spec);
    }

    /** See {@link Catalog#complete}. */
    Selection complete(String type, String plan, @Nullable String region, @Nullable ObjectNode spec) {
        return catalog.complete(type, plan, region, spec);
    }

    /** See {@link Catalog#requireSupport}. */
    void requireSupport(Selection selection) {
        catalog.requireSupport(selection);
    }

    /** See {@link Catalog#planOf}. */
    String planOf(ServiceType type, String provider, @Nullable String size) {
        return catalog.planOf(type, provider, size);
    }

    /** See {@link Catalog#replan}. */
    ObjectNode replan(ServiceType type, String provider, String oldPlan, String newPlan, ObjectNode spec) {
        return catalog.replan(type, provider, oldPlan, newPlan, spec);
    }

    /** See {@link Catalog#requireChangeable}. */
    void requireChangeable(ServiceType type, ObjectNode before, ObjectNode after) {
        catalog.requireChangeable(type, before, after);
    }

    /** See {@link Quotas#compare}. */
    List<QuotaLine> quota(UUID projectId, Access access, @Nullable QuotaUse before, QuotaUse after) {
        return quotas.compare(projectId, access.limits(), before, after);
    }

    /**
     * See {@link Quotas#require}.
     *
     * @throws ProblemException {@code quota_exceeded}
     */
    void requireQuota(List<QuotaLine> lines) {
        quotas.require(lines);
    }

    /** The writable fields, for a plan. */
    ObjectNode fields(Wishes wishes, String plan, ObjectNode shownSpec) {
        ObjectNode fields = Json.object().put("name", wishes.name()).put("plan", plan);
        fields.set("labels", Json.tree(wishes.labels()));
        fields.set("spec", shownSpec);
        fields.put("deletion_protection", wishes.deletionProtection());
        fields.put(
                "expires_at",
                wishes.expiresAt() == null ? null : wishes.expiresAt().toString());
        return fields;
    }
}
