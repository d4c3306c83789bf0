package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which services a list is to have.
 *
 * @param projects those of these projects
 * @param type only those of this type, or null for any
 * @param status only those in this status, or null for any
 * @param labels only those with all these labels
 */
record ServiceFilter(
        List<UUID> projects,
        @Nullable String type,
        @Nullable ServiceStatus status,
        ObjectNode labels) {

    /**
     * Reads the query parameters; the projects come later.
     *
     * @throws ProblemException {@code invalid_input}
     */
    static ServiceFilter of(@Nullable String type, @Nullable String status, List<String> labels) {
        if (type != null && ServiceType.of(type).isEmpty()) {
            throw ProblemException.invalid("#query/type", "not_allowed", "type is compute, storage or database.");
        }
        ServiceStatus wanted = status == null
                ? null
                : ServiceStatus.of(status)
                        .orElseThrow(() ->
                                ProblemException.invalid("#query/status", "not_allowed", "There is no such status."));
        ObjectNode pairs = Json.object();
        for (String label : labels) {
            int equals = label.indexOf('=');
            if (equals < 1 || pairs.has(label.substring(0, equals)) || label.indexOf('\0') >= 0) {
                throw ProblemException.invalid(
                        "#query/label", "invalid_format", "label is key=value, each key at most once.");
            }
            pairs.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return new ServiceFilter(List.of(), type, wanted, pairs);
    }

    ServiceFilter in(List<UUID> some) {
        return new ServiceFilter(some, type, status, labels);
    }
}
