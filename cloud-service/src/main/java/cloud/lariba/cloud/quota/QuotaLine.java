package cloud.lariba.cloud.quota;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of a project's quota, as a change would find it.
 *
 * @param dimension such as {@code vcpus}
 * @param limit how much the project may take, or null for as much as it likes
 * @param used how much it takes now
 * @param requested how much more the change would take; negative when it would take less
 */
@Schema(name = "QuotaLine")
public record QuotaLine(
        String dimension, @Schema(nullable = true) @Nullable Long limit, long used, long requested) {

    /** Whether the change would take more than there is. A change that takes no more is never held up. */
    @JsonIgnore
    public boolean isExceeded() {
        return limit != null && requested > 0 && used + requested > limit;
    }

    /** The figures in words. */
    public String detail() {
        return "The quota of " + dimension + " is " + limit + ", " + used + " are used, and " + requested
                + " more were requested.";
    }
}
