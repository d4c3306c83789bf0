package cloud.lariba.cloud.services;

import cloud.lariba.rest.InputErrors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The writable fields of a service: the body of {@code PUT}, and what a {@code PATCH} is applied to. */
@Schema(
        name = "ServiceChange",
        requiredProperties = {"name", "plan"})
public record ServiceChange(
        @Schema(pattern = ServiceRules.NAME) @Nullable String name,
        @Nullable String plan,

        @Schema(description = "Replaces all labels; none when left out") @Nullable
        Map<String, String> labels,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "Replaces the spec; the spec stays, as far as the plan allows, when left out. Write-only fields stay"
                                + " unless they are written")
        @Nullable
        ObjectNode spec,

        @Nullable Boolean deletionProtection,
        @Nullable Instant expiresAt) {

    /** The writable fields as they are. */
    static ServiceChange current(ServiceEntity service, ObjectNode wholeSpec) {
        return new ServiceChange(
                service.name,
                service.plan,
                service.labelMap(),
                wholeSpec,
                service.deletionProtection,
                service.expiresAt);
    }

    /**
     * The wishes of this change.
     *
     * @param before when the service expires as it is; that time may also be in the past
     */
    Wishes check(@Nullable Instant before, Instant now) {
        InputErrors errors = new InputErrors();
        ServiceRules.name(errors, name);
        errors.required(plan, "/plan").labels(labels, "/labels");
        if (!Objects.equals(before, expiresAt)) {
            ServiceRules.expiry(errors, expiresAt, now);
        }
        errors.orThrow();
        return new Wishes(
                Objects.requireNonNull(name),
                labels == null ? Map.of() : labels,
                Boolean.TRUE.equals(deletionProtection),
                expiresAt);
    }

    ServiceChange withPlan(String newPlan) {
        return new ServiceChange(name, newPlan, labels, spec, deletionProtection, expiresAt);
    }

    ServiceChange withSpec(@Nullable ObjectNode newSpec) {
        return new ServiceChange(name, plan, labels, newSpec, deletionProtection, expiresAt);
    }

    String checkedPlan() {
        return Objects.requireNonNull(plan);
    }
}
