package cloud.lariba.cloud.operations;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /operations}: how a change goes. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/operations")
@RolesAllowed("user")
@Tag(name = "Operations", description = "Durable changes and their progress")
public class OperationsResource {

    private static final Pattern WAIT = Pattern.compile("(\\d{1,2})s?");
    private static final int MAX_WAIT_SECONDS = 60;

    private final Operations operations;
    private final CurrentCaller caller;

    OperationsResource(Operations operations, CurrentCaller caller) {
        this.operations = operations;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @RunOnVirtualThread
    @Operation(operationId = "getOperation", summary = "An operation; waits for its end when asked to")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OperationView.class)))
    @APIResponse(responseCode = "404", description = "Missing, or outside your projects")
    public Response get(
            String id,
            @Parameter(description = "How long to wait for the end: 0s to 60s", example = "30s")
                    @QueryParam("wait")
                    @Nullable
                    String wait)
            throws InterruptedException {
        Duration patience = patience(wait);
        UUID operation = PathIds.parse(id);
        UUID user = caller.get().userId();
        return answer(operations.await(operation, user, patience));
    }

    @POST
    @Path("{id}/cancel")
    @Idempotent
    @Operation(
            operationId = "cancelOperation",
            summary = "Give an operation up: a queued one at once, a running one before its next step")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = OperationView.class)))
    @APIResponse(responseCode = "409", description = "It has ended, or cannot be given up halfway")
    public Response cancel(String id) {
        OperationView operation =
                operations.cancel(PathIds.parse(id), caller.get().userId());
        return Response.accepted(operation).build();
    }

    private static Response answer(OperationView operation) {
        return Response.ok(operation)
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private static Duration patience(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        Matcher seconds = WAIT.matcher(wait);
        if (!seconds.matches() || Integer.parseInt(seconds.group(1)) > MAX_WAIT_SECONDS) {
            throw ProblemException.invalid(
                    "#query/wait", "out_of_range", "wait is a number of seconds from 0s to 60s, such as 30s.");
        }
        return Duration.ofSeconds(Integer.parseInt(seconds.group(1)));
    }
}
