package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.services.ServiceAdoption.Wanted;
import cloud.lariba.cloud.services.ServiceRules;
import cloud.lariba.rest.InputErrors;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /admin/orphans/{id}/adopt}. */
@Schema(
        name = "OrphanAdoption",
        requiredProperties = {"project_id", "name"})
public record NewAdoption(
        @Schema(description = "The project that is to have the service; you may create services in it") @Nullable
        UUID projectId,

        @Schema(pattern = ServiceRules.NAME) @Nullable String name,

        @Schema(description = "One of the type's plans; the one of the resource's size when left out") @Nullable
        String plan,

        @Nullable Map<String, String> labels) {

    Wanted check() {
        InputErrors errors = new InputErrors().required(projectId, "/project_id");
        ServiceRules.name(errors, name);
        errors.labels(labels, "/labels");
        errors.orThrow();
        if (projectId == null || name == null) {
            throw new IllegalStateException("checked above");
        }
        return new Wanted(projectId, name, plan, labels == null ? Map.of() : labels);
    }
}
