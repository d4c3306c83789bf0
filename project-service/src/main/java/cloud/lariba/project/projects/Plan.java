package cloud.lariba.project.projects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation would do: the answer to {@code ?dry_run=true}. A mutation that would be refused is answered by the same
 * problem as without dry-run, so a plan can be carried out as things are.
 *
 * @param action what would happen to the resource
 * @param resource the kind of resource, {@code project} or {@code quota}
 * @param id the resource, or null when it does not exist yet
 * @param changes the fields that would change
 * @param monthlyCost what the change would add to the cost of a month; projects are free
 * @param blockers what stands in the way; empty, see above
 */
@RegisterForReflection(targets = {Plan.class, Plan.Answer.class, Plan.Change.class, Plan.Cost.class, Plan.Action.class})
@Schema(description = "What the mutation would do")
public record Plan(
        Action action,
        String resource,
        @Schema(nullable = true) @Nullable UUID id,
        List<Change> changes,
        Cost monthlyCost,
        List<String> blockers) {

    private static final Cost NOTHING = new Cost("0.00", "USD");

    /** What would happen to the resource. */
    public enum Action {
        /** It would be made. */
        @JsonProperty("create")
        CREATE,
        /** It would be changed. */
        @JsonProperty("update")
        UPDATE,
        /** It would be deleted. */
        @JsonProperty("delete")
        DELETE
    }

    /**
     * One field that would change.
     *
     * @param before the value now, or null when there is none
     * @param after the value then, or null when there would be none
     */
    @Schema(name = "PlannedChange")
    public record Change(
            String field,
            @Schema(nullable = true) @Nullable Object before,
            @Schema(nullable = true) @Nullable Object after) {}

    /**
     * Money.
     *
     * @param amount a decimal number
     * @param currency an ISO 4217 code
     */
    @Schema(name = "PlannedCost")
    public record Cost(String amount, String currency) {}

    /**
     * The body that carries a plan.
     *
     * @param plan the plan
     */
    @Schema(name = "DryRun")
    public record Answer(Plan plan) {}

    /** A plan that costs nothing and keeps those of the changes that change something. */
    public static Plan of(Action action, String resource, @Nullable UUID id, List<Change> changes) {
        List<Change> real = changes.stream()
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
        return new Plan(action, resource, id, real, NOTHING, List.of());
    }
}
