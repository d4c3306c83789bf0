package cloud.lariba.cloud.services;

import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.PathIds;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /services/{id}/actions}. */
@Schema(name = "ServiceAction", requiredProperties = "type")
public record ServiceAction(
        @Schema(
                enumeration = {"start", "stop", "reboot", "resize", "rotate_credentials", "empty", "snapshot", "restore"
                },
                description = "Which of them a type has stands in GET /service-types")
        @Nullable
        String type,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "resize: {\"plan\": …}; snapshot: {\"name\": …} or none; restore: {\"backup_id\": …}; none otherwise")
        @Nullable
        ObjectNode params) {

    /** The action's name; one that is spelt with dashes means the same. */
    String checkedType() {
        new InputErrors().required(type, "/type").orThrow();
        return Objects.requireNonNull(type).replace('-', '_');
    }

    /** The plan to resize to. */
    String plan() {
        InputErrors errors = new InputErrors();
        String plan = params == null ? null : params.path("plan").textValue();
        errors.required(plan, "/params/plan");
        noOthers(errors, "plan");
        errors.orThrow();
        return Objects.requireNonNull(plan);
    }

    /** What a snapshot is to be called. */
    NewBackup newBackup() {
        InputErrors errors = new InputErrors();
        noOthers(errors, "name");
        errors.check(
                params == null
                        || params.path("name").isMissingNode()
                        || params.path("name").isTextual(),
                "/params/name",
                "invalid_type",
                "The name is a text.");
        errors.orThrow();
        return new NewBackup(params == null ? null : params.path("name").textValue()).check("/params/name");
    }

    /** The backup to restore. */
    UUID backupId() {
        InputErrors errors = new InputErrors();
        String id = params == null ? null : params.path("backup_id").textValue();
        errors.required(id, "/params/backup_id");
        noOthers(errors, "backup_id");
        errors.orThrow();
        return PathIds.parse(Objects.requireNonNull(id));
    }

    void requireNoParams() {
        InputErrors errors = new InputErrors();
        noOthers(errors, "");
        errors.orThrow();
    }

    private void noOthers(InputErrors errors, String known) {
        if (params != null) {
            params.fieldNames()
                    .forEachRemaining(name -> errors.check(
                            name.equals(known),
                            "/params/" + name.replace("~", "~0").replace("/", "~1"),
                            "unknown_field",
                            "The field is not known here."));
        }
    }
}
