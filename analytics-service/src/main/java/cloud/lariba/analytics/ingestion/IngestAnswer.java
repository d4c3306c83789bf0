package cloud.lariba.analytics.ingestion;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of the points.
 *
 * @param accepted how many points are stored; they are durable
 * @param rejected the others, by their place in the request
 */
record IngestAnswer(
        @Schema(required = true) int accepted,
        @Schema(required = true) List<Rejection> rejected) {

    /**
     * Why a point was not stored.
     *
     * @param index the point's place in the request, from 0
     * @param code a stable code
     * @param detail one English sentence for people
     */
    @Schema(name = "RejectedPoint")
    record Rejection(
            @Schema(required = true) int index,

            @Schema(
                    required = true,
                    enumeration = {
                        "required",
                        "invalid_metric",
                        "reserved_metric",
                        "invalid_value",
                        "invalid_timestamp",
                        "timestamp_too_old",
                        "timestamp_too_new",
                        "invalid_labels",
                        "not_found",
                        "forbidden",
                        "unknown_service",
                        "too_many_series"
                    })
            String code,

            @Schema(required = true) String detail) {}
}
