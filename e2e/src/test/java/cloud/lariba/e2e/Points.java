package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metric points as they are sent, and series as they are answered. */
final class Points {

    private Points() {}

    static ObjectNode of(String projectId, @Nullable String serviceId, String metric, double value, Instant at) {
        ObjectNode point = Json.object(
                "project_id", projectId,
                "metric", metric,
                "value", value,
                "timestamp", at.truncatedTo(ChronoUnit.MICROS).toString());
        if (serviceId != null) {
            point.put("service_id", serviceId);
        }
        return point;
    }

    /** All values of all series of an answer, in order. */
    static List<Double> values(JsonNode answer) {
        return Json.stream(answer.path("series"))
                .flatMap(series -> Json.stream(series.path("points")))
                .map(point -> point.path(1).asDouble())
                .toList();
    }
}
