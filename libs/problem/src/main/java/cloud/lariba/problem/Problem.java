package cloud.lariba.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer: a problem document (RFC 9457) with our extension members.
 *
 * @param type URI that identifies the kind of problem
 * @param title short summary, the same for every occurrence
 * @param status the HTTP status
 * @param detail what happened this time, for people; never internals
 * @param instance the path of the request
 * @param code the stable code, the last part of {@code type}
 * @param requestId the request's id, as in {@code X-Request-Id} and in the logs
 * @param errors what is wrong with the input, one entry each; absent when the input is not the matter
 * @param members further members that the code documents, such as {@code operation_id}
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "request_id", "errors"})
public record Problem(
        String type,
        String title,
        int status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
        String code,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("request_id") @Nullable
        String requestId,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InvalidField> errors,
        @JsonAnyGetter Map<String, Object> members) {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem without invalid fields or further members. */
    public static Problem of(
            ProblemCode code, @Nullable String detail, @Nullable String instance, @Nullable String requestId) {
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                detail,
                instance,
                code.wireName(),
                requestId,
                List.of(),
                Map.of());
    }
}
