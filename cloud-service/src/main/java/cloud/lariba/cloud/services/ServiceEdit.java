package cloud.lariba.cloud.services;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How a client says what it wants changed. */
sealed interface ServiceEdit {

    /** All writable fields anew. A spec that is left out stays as far as the plan allows; write-only fields stay unless they are written. */
    record Replace(ServiceChange fields) implements ServiceEdit {}

    /** A JSON Merge Patch; with another plan, what came from the old plan's defaults comes from the new one's first. */
    record Patch(JsonNode document) implements ServiceEdit {}

    /** What was observed in these fields; in all that differ and are not ignored when there are none. */
    record Adopt(List<String> fields) implements ServiceEdit {}

    /** Another plan and nothing else. */
    record Resize(String plan) implements ServiceEdit {}

    /** Whether it says what the provider is to follow, be it what was asked for already. */
    default boolean namesChoice() {
        return switch (this) {
            case Replace replace -> true;
            case Patch(JsonNode document) -> document.has("plan") || document.has("spec");
            case Adopt adopt -> true;
            case Resize resize -> true;
        };
    }
}
