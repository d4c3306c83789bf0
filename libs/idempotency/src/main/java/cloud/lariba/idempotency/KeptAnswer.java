package cloud.lariba.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An answer as it was given the first time.
 *
 * @param status the HTTP status
 * @param headers the headers that the resource set, one value each
 * @param body the JSON body; a null node when there was none
 */
record KeptAnswer(int status, Map<String, String> headers, JsonNode body) {}
