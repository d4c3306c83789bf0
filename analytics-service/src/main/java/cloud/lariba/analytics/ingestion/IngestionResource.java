package cloud.lariba.analytics.ingestion;

import cloud.lariba.analytics.ingestion.IngestRequest.Point;
import cloud.lariba.analytics.projects.Role;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /analytics}: takes measurements in. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/analytics")
@RolesAllowed("user")
@Tag(name = "Analytics", description = "Measurements, usage and what they add up to")
class IngestionResource {

    private final Ingestion ingestion;
    private final IdempotentAnswers answers;
    private final CurrentCaller caller;

    IngestionResource(Ingestion ingestion, IdempotentAnswers answers, CurrentCaller caller) {
        this.ingestion = ingestion;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ingestPoints",
            summary = "Store measurements",
            description =
                    "Up to 10 000 points, 4 MiB. Accepted points are durable when the answer comes. The same series and time"
                            + " again overwrites. Points that break a rule, or whose project you cannot see or not write to, are rejected one by"
                            + " one; when that is so of all projects in the request, the whole answer is 404 or 403.")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "The same request again within 24 hours gets the first answer again",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    @APIResponse(
            responseCode = "202",
            description = "The points were taken, except those that are listed",
            content = @Content(schema = @Schema(implementation = IngestAnswer.class)))
    public Response ingest(@Nullable IngestRequest body) throws Exception {
        IngestRequest request = InputErrors.body(body);
        List<Point> points = request.checkedPoints();
        Map<UUID, Role> roles = ingestion.admit(caller.get().userId(), points);
        return answers.once(
                List.of(request),
                () -> Response.accepted(ingestion.take(roles, points)).build());
    }

    @POST
    @Path("v1/metrics")
    @Operation(operationId = "ingestOtlp", summary = "OpenTelemetry metrics (OTLP/HTTP); not available yet")
    @APIResponse(responseCode = "501", description = "Not available yet")
    public Response otlp() {
        throw ProblemException.of(
                ProblemCode.NOT_IMPLEMENTED, "OTLP ingestion is not available yet; use POST /analytics.");
    }
}
