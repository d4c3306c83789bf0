package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.services.ServiceView;
import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.PathIds;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Access to what was provisioned, for developers and above. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/services/{id}")
@RolesAllowed("user")
@Tag(name = "Credentials", description = "Keys, passwords and presigned URLs")
@APIResponse(responseCode = "403", description = "Your role does not allow this")
@APIResponse(responseCode = "404", description = "Missing, or outside your projects")
@APIResponse(responseCode = "409", description = "invalid_state, operation_in_progress")
@APIResponse(responseCode = "422", description = "not_supported_by_provider: not for this type of service")
public class CredentialsResource {

    private static final Logger LOG = Logger.getLogger(CredentialsResource.class);

    private final Credentials credentials;
    private final IdempotentAnswers answers;
    private final CurrentCaller caller;

    CredentialsResource(Credentials credentials, IdempotentAnswers answers, CurrentCaller caller) {
        this.credentials = credentials;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("credentials")
    @Operation(operationId = "issueCredentials", summary = "A new access key of a bucket, or the login of a database")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CredentialsView.class)))
    public Response issue(String id) throws Exception {
        return once(List.of(), userId -> credentials.issue(PathIds.parse(id), userId));
    }

    @POST
    @Path("credentials/rotate")
    @Idempotent
    @Operation(
            operationId = "rotateCredentials",
            summary = "Give a database another login, or take all access keys of a bucket away")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response rotate(String id) {
        ServiceView service = credentials.rotate(PathIds.parse(id), caller.get().userId());
        return Response.accepted(service)
                .header(HttpHeaders.LOCATION, "/operations/" + service.operationId())
                .build();
    }

    @POST
    @Path("presigned-urls")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "presignUrl", summary = "A URL that reads or writes one object for a while")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PresignedUrl.class)))
    @APIResponse(responseCode = "400", description = "invalid_input")
    public Response presign(String id, @Nullable PresignCommand body) throws Exception {
        PresignCommand command = InputErrors.body(body);
        return once(List.of(command), userId -> credentials.presign(PathIds.parse(id), userId, command.check()));
    }

    /** What the provider makes is made before the transaction that records it; what loses to an equal request is taken away. */
    private Response once(List<?> input, Function<UUID, Issued> issue) throws Exception {
        Optional<Response> earlier = answers.earlier(input);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        UUID userId = caller.get().userId();
        Issued issued = issue.apply(userId);
        boolean known = false;
        boolean shown = false;
        try {
            Response answer = answers.once(input, () -> {
                credentials.record(issued, userId);
                return Response.ok(issued.shown())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            });
            known = true;
            shown = answer.getEntity() == issued.shown();
            return answer;
        } catch (ProblemException e) {
            known = true;
            throw e;
        } finally {
            if (!shown && (known || !isKept(input, issued))) {
                credentials.takeBack(issued);
            }
        }
    }

    /** Whether the answer with this key may be given again although recording it seemed to fail: nobody knows what becomes of a commit of which no answer came. */
    private boolean isKept(List<?> input, Issued issued) {
        if (issued.accessKeyId().isEmpty()) {
            return false;
        }
        try {
            return answers.earlier(input)
                    .filter(kept -> kept.getEntity() instanceof JsonNode body
                            && issued.accessKeyId()
                                    .get()
                                    .equals(body.path("access_key_id").asText()))
                    .isPresent();
        } catch (Exception e) {
            LOG.warnf("access-key-in-doubt service=%s key=%s", issued.service().id(), issued.what());
            return true;
        }
    }
}
