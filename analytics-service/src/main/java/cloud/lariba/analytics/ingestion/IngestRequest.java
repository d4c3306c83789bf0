package cloud.lariba.analytics.ingestion;

import cloud.lariba.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Points to be stored.
 *
 * @param points 1 to 10 000 points; of points for the same series and time the last counts
 */
record IngestRequest(
        @Schema(required = true, minItems = 1, maxItems = MAX_POINTS) @Nullable
        List<@Nullable Point> points) {

    static final int MAX_POINTS = 10_000;

    /**
     * One measurement. A point that breaks a rule is rejected by itself.
     *
     * @param projectId the project to which it belongs
     * @param serviceId the service that was measured, which must be one of the project's
     * @param metric what was measured
     * @param value a finite number
     * @param timestamp when; the time of arrival when absent
     * @param labels further dimensions of the series
     */
    @Schema(name = "Point")
    record Point(
            @Schema(required = true) @Nullable UUID projectId,

            @Schema(description = "A service of the project") @Nullable
            UUID serviceId,

            @Schema(
                    required = true,
                    pattern = "^[a-z][a-z0-9_.]{0,127}$",
                    examples = "http.requests",
                    description = "Names that start with lariba. are the platform's own")
            @Nullable
            String metric,

            @Schema(required = true, description = "A finite number; -0 is stored as 0") @Nullable
            Double value,

            @Schema(
                    type = SchemaType.STRING,
                    format = "date-time",
                    description = "RFC 3339 in UTC, at most 7 days ago and 5 minutes ahead; now when absent")
            @Nullable
            String timestamp,

            @Schema(
                    description =
                            "At most 16; keys of A-Z a-z 0-9 _ . -, 1 to 63 long, starting with a letter or _; values up"
                                    + " to 255 characters")
            @Nullable
            Map<String, @Nullable String> labels) {}

    /**
     * The points.
     *
     * @throws ProblemException when the request as a whole is not in order
     */
    List<Point> checkedPoints() {
        if (points == null) {
            throw ProblemException.invalid("/points", "required", "The field is required.");
        }
        if (points.isEmpty()) {
            throw ProblemException.invalid("/points", "empty", "At least one point is needed.");
        }
        if (points.size() > MAX_POINTS) {
            throw ProblemException.invalid("/points", "too_many", "At most 10 000 points are taken at once.");
        }
        List<Point> checked = new ArrayList<>(points.size());
        for (Point point : points) {
            if (point == null) {
                throw ProblemException.invalid("/points/" + checked.size(), "required", "The point must not be null.");
            }
            checked.add(point);
        }
        return checked;
    }
}
