package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What differs between what a service asks for and what is there.
 *
 * @param detectedAt when it was first seen that something differs
 * @param differences field by field, never empty
 */
@RegisterForReflection
@Schema(
        name = "Drift",
        description = "What differs between what is asked for and what is there; null when nothing does")
public record Drift(Instant detectedAt, List<Field> differences) {

    /**
     * One field that differs.
     *
     * @param field a field of the spec, or {@code state}, {@code tags}, {@code deletion_protection}, {@code public_access_block},
     *     {@code publicly_accessible}, {@code security_groups}, {@code connections}
     * @param expected what is asked for
     * @param observed what is there
     * @param since when it was first seen to differ, whatever it was then
     * @param ignored who decided to leave it so, or null
     */
    @RegisterForReflection
    @Schema(name = "DriftedField")
    public record Field(
            String field,
            @Schema(implementation = Object.class) JsonNode expected,
            @Schema(implementation = Object.class) JsonNode observed,
            Instant since,

            @Schema(
                    description =
                            "Who decided to leave it so, until the observed value changes; absent when nobody has")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Ignored ignored) {

        Field ignoredBy(UUID actorId, Instant now) {
            return new Field(field, expected, observed, since, new Ignored(actorId, now));
        }

        private boolean isNews(@Nullable Field before) {
            return before == null || !before.expected.equals(expected) || !before.observed.equals(observed);
        }

        private Field following(@Nullable Field before) {
            if (before == null) {
                return this;
            }
            return new Field(
                    field, expected, observed, before.since, before.observed.equals(observed) ? before.ignored : null);
        }
    }

    /** The decision to leave a difference as it is. */
    @RegisterForReflection
    @Schema(name = "IgnoredDrift")
    public record Ignored(UUID actorId, Instant at) {}

    static @Nullable Drift of(@Nullable JsonNode column) {
        return column == null ? null : Json.value(column, Drift.class);
    }

    /** The drift after another look, which found these fields; null when it found none. */
    static @Nullable Drift after(@Nullable Drift before, List<Field> found, Instant now) {
        if (found.isEmpty()) {
            return null;
        }
        List<Field> fields = found.stream()
                .map(field -> field.following(find(before, field.field)))
                .toList();
        return new Drift(before == null ? now : before.detectedAt, fields);
    }

    /** The fields that did not differ before, or in another way. */
    static List<Field> news(@Nullable Drift before, @Nullable Drift after) {
        return fields(after).stream()
                .filter(field -> field.isNews(find(before, field.field)))
                .toList();
    }

    /** The fields that do not differ any more. */
    static List<Field> over(@Nullable Drift before, @Nullable Drift after) {
        return fields(before).stream()
                .filter(field -> find(after, field.field) == null)
                .toList();
    }

    private static List<Field> fields(@Nullable Drift drift) {
        return drift == null ? List.of() : drift.differences;
    }

    /**
     * The fields of these names.
     *
     * @throws ProblemException {@code invalid_input} for each that does not differ
     */
    static List<Field> require(@Nullable Drift drift, List<String> names) {
        InputErrors errors = new InputErrors();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Field field = find(drift, names.get(i));
            if (field == null) {
                errors.add("/params/fields/" + i, "not_allowed", "The field does not differ from what is asked for.");
            } else {
                fields.add(field);
            }
        }
        errors.orThrow();
        return fields;
    }

    /** This drift with some of its fields as they are decided on. */
    Drift with(UnaryOperator<Field> decision) {
        return new Drift(detectedAt, differences.stream().map(decision).toList());
    }

    /** A value as a spec has it: as it would be read again, without what has no value. */
    static JsonNode json(Object value) {
        JsonNode tree = Json.parse(Json.node(value).toString());
        if (tree instanceof ArrayNode items) {
            items.forEach(item -> {
                if (item instanceof ObjectNode object) {
                    object.removeNulls();
                }
            });
        }
        return tree;
    }

    private static @Nullable Field find(@Nullable Drift drift, String name) {
        return fields(drift).stream()
                .filter(field -> field.field.equals(name))
                .findFirst()
                .orElse(null);
    }
}
