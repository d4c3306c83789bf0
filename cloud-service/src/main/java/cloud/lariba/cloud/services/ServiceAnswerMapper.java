package cloud.lariba.cloud.services;

import cloud.lariba.rest.ETags;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers to mutations. */
public final class ServiceAnswerMapper {

    private ServiceAnswerMapper() {}

    /** What the client is told. */
    public static Response answer(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Planned(Plan plan) ->
                Response.ok(new Plan.Answer(plan)).build();
            case ServiceOutcome.Changed(ServiceView service, long version) -> ETags.answer(null, version, service);
            case ServiceOutcome.Accepted accepted ->
                Response.accepted(accepted.service())
                        .header(HttpHeaders.LOCATION, "/operations/" + accepted.operationId())
                        .header(HttpHeaders.ETAG, "\"" + accepted.version() + "\"")
                        .build();
        };
    }
}
