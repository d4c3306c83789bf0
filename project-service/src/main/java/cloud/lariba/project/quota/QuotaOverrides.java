package cloud.lariba.project.quota;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A project's own quota; a dimension that is left out follows the configured default. Each value is 0 to 1 000 000. */
@Embeddable
@Schema(description = "The project's own quota; a dimension that is left out follows the default")
public record QuotaOverrides(
        @Column(name = "quota_services") @Schema(minimum = "0", maximum = "1000000") @Nullable
        Integer services,

        @Column(name = "quota_vcpus") @Schema(minimum = "0", maximum = "1000000") @Nullable
        Integer vcpus,

        @Column(name = "quota_memory_gb") @Schema(minimum = "0", maximum = "1000000") @Nullable
        Integer memoryGb,

        @Column(name = "quota_storage_gb") @Schema(minimum = "0", maximum = "1000000") @Nullable
        Integer storageGb,

        @Column(name = "quota_databases") @Schema(minimum = "0", maximum = "1000000") @Nullable
        Integer databases) {

    /** No own value: all defaults hold. */
    public static final QuotaOverrides NONE = new QuotaOverrides(null, null, null, null, null);

    private static final int MAX = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @throws ProblemException {@code invalid_input}
     */
    public void check() {
        InputErrors errors = new InputErrors();
        range(errors, services, "/services");
        range(errors, vcpus, "/vcpus");
        range(errors, memoryGb, "/memory_gb");
        range(errors, storageGb, "/storage_gb");
        range(errors, databases, "/databases");
        errors.orThrow();
    }

    private static void range(InputErrors errors, @Nullable Integer value, String pointer) {
        errors.check(value == null || value >= 0 && value <= MAX, pointer, "out_of_range", "0 to 1000000 is allowed.");
    }
}
