package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Price;
import cloud.lariba.cloud.quota.QuotaLine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation would do: the answer to {@code ?dry_run=true}. What would be refused is refused here too, by the same problem; only a quota that
 * leaves no room is shown in the plan, with all its figures.
 *
 * @param action what would happen to the resource: create, update, delete, or an action's type
 * @param resource {@code service} or {@code orphan}
 * @param id the service, or null when it does not exist yet
 * @param changes the fields that would change; those of the spec after {@code spec.}
 * @param monthlyCost what the service would cost in a month in which it runs
 * @param quota the dimensions of the project's quota that the mutation would take from
 * @param blockers what stands in the way
 */
@Schema(name = "ServicePlan", description = "What the mutation would do")
public record Plan(
        String action,
        String resource,
        @Schema(nullable = true) @Nullable UUID id,
        List<Change> changes,
        Cost monthlyCost,
        List<QuotaLine> quota,
        List<Blocker> blockers) {

    /** One field that would change, before and after; null for none. */
    @Schema(name = "PlannedServiceChange")
    public record Change(
            String field,
            @Schema(nullable = true) @Nullable Object before,
            @Schema(nullable = true) @Nullable Object after) {}

    /** Money: a decimal number and an ISO 4217 code. */
    @Schema(name = "PlannedServiceCost")
    public record Cost(String amount, String currency) {

        static final Cost NOTHING = new Cost("0.0000", "USD");
    }

    /** A reason why the mutation would be refused: the problem's code and a sentence. */
    @Schema(name = "PlanBlocker")
    public record Blocker(String code, String detail) {}

    /** The body that carries a plan. */
    @Schema(name = "ServiceDryRun")
    public record Answer(Plan plan) {}

    static Plan of(
            String action, @Nullable UUID id, ObjectNode before, ObjectNode after, Cost cost, List<QuotaLine> quota) {
        List<QuotaLine> taken =
                quota.stream().filter(line -> line.requested() != 0).toList();
        List<Blocker> blockers = quota.stream()
                .filter(QuotaLine::isExceeded)
                .map(line -> new Blocker("quota_exceeded", line.detail()))
                .toList();
        return new Plan(action, "service", id, changes("", before, after), cost, taken, blockers);
    }

    /** The removal of an orphan, which may have been asked for already. */
    public static Plan ofOrphanRemoval(UUID id, boolean deleting) {
        List<Change> changes = deleting ? List.of() : List.of(new Change("state", "found", "deleting"));
        return new Plan("delete", "orphan", id, changes, Cost.NOTHING, List.of(), List.of());
    }

    static Cost cost(Price price) {
        return new Cost(price.view().perMonth(), price.currency());
    }

    private static List<Change> changes(String prefix, JsonNode before, JsonNode after) {
        List<Change> changes = new ArrayList<>();
        TreeSet<String> fields = new TreeSet<>();
        before.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
        after.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
        for (String field : fields) {
            JsonNode old = valueOf(before, field);
            JsonNode now = valueOf(after, field);
            if (field.equals("spec")) {
                changes.addAll(changes("spec.", old, now));
            } else if (!old.equals(now)) {
                changes.add(new Change(prefix + field, old, now));
            }
        }
        return changes;
    }

    private static JsonNode valueOf(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null ? NullNode.instance : value;
    }
}
