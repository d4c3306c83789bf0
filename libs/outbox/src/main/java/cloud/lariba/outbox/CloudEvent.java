package cloud.lariba.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact that happened, in the JSON format of CloudEvents 1.0.
 *
 * @param specversion always {@code 1.0}
 * @param id unique; the same event delivered again has the same id
 * @param source the service that says it, such as {@code /services/auth}
 * @param type what happened, such as {@code cloud.lariba.account.registered}
 * @param subject the aggregate it happened to; events of one subject are delivered in order
 * @param time when it happened
 * @param datacontenttype always {@code application/json}
 * @param data the details, as the type documents them
 */
public record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        JsonNode data) {

    /** The media type of one event. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final String SOURCE = "/services/";

    /** The {@code source} of the events of a service, by its short name. */
    public static String sourceOf(String service) {
        return SOURCE + service;
    }

    /** An event of the version and content type that we use. */
    public static CloudEvent of(UUID id, String source, String type, String subject, Instant time, JsonNode data) {
        return new CloudEvent("1.0", id, source, type, subject, time, "application/json", data);
    }
}
