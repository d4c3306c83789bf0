package cloud.lariba.cloud.services;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.PathIds;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /services/{id}/actions}. */
@Schema(name = "ServiceAction", requiredProperties = "type")
public record ServiceAction(
        @Schema(
                enumeration = {
                    "start",
                    "stop",
                    "reboot",
                    "resize",
                    "rotate_credentials",
                    "empty",
                    "snapshot",
                    "restore",
                    "reconcile",
                    "adopt",
                    "revert",
                    "ignore"
                },
                description = "Which of them a type has stands in GET /service-types")
        @Nullable
        String type,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "resize: {\"plan\": …}; snapshot: {\"name\": …} or none; restore: {\"backup_id\": …}; adopt:"
                                + " {\"fields\": […]} or none for all; revert: {\"recreate\": true} to make a vanished resource anew,"
                                + " empty; ignore: {\"fields\": […]}; none otherwise")
        @Nullable
        ObjectNode params) {

    private static final int MOST_FIELDS = 50;

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
        try {
            return PathIds.parse(Objects.requireNonNull(id));
        } catch (ProblemException e) {
            throw ProblemException.invalid("/params/backup_id", "invalid_format", "The value must be a UUID.");
        }
    }

    /**
     * The fields of the drift that are meant.
     *
     * @param required whether they have to be named
     */
    List<String> fields(boolean required) {
        InputErrors errors = new InputErrors();
        noOthers(errors, "fields");
        JsonNode named = params == null ? MissingNode.getInstance() : params.path("fields");
        errors.check(!required || !named.isMissingNode(), "/params/fields", "required", "The field is required.");
        errors.check(
                named.isMissingNode() || named.isArray(),
                "/params/fields",
                "wrong_type",
                "The value must be an array.");
        errors.check(!named.isArray() || !named.isEmpty(), "/params/fields", "too_few", "At least 1 item is needed.");
        errors.check(
                named.size() <= MOST_FIELDS,
                "/params/fields",
                "too_many",
                "At most " + MOST_FIELDS + " items are allowed.");
        errors.orThrow();
        Set<String> fields = new LinkedHashSet<>();
        for (int i = 0; i < named.size(); i++) {
            String at = "/params/fields/" + i;
            JsonNode field = named.get(i);
            errors.check(field.isTextual(), at, "wrong_type", "The value must be a string.");
            errors.check(fields.add(field.asText()), at, "duplicate", "Each item may be there once.");
        }
        errors.orThrow();
        return List.copyOf(fields);
    }

    /** Whether a resource that vanished is to be made anew. */
    boolean recreate() {
        InputErrors errors = new InputErrors();
        noOthers(errors, "recreate");
        JsonNode recreate = params == null ? MissingNode.getInstance() : params.path("recreate");
        errors.check(
                recreate.isMissingNode() || recreate.isBoolean(),
                "/params/recreate",
                "wrong_type",
                "The value must be a boolean.");
        errors.orThrow();
        return recreate.asBoolean();
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
