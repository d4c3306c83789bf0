package cloud.lariba.project.quota;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much a project may use, all services together.
 *
 * @param services number of services
 * @param vcpus virtual processors of compute instances
 * @param memoryGb memory of compute instances, in GiB
 * @param storageGb disks of instances and databases, in GiB; what buckets hold is not limited
 * @param databases number of databases
 */
@RegisterForReflection // written through a Response, which hides the type from native images
@Schema(description = "How much a project may use, all services together")
public record Quota(int services, int vcpus, int memoryGb, int storageGb, int databases) {

    /** The quota that results from the configured defaults and a project's own values. */
    public static Quota of(QuotaDefaults defaults, QuotaOverrides own) {
        return new Quota(
                either(own.services(), defaults.services()),
                either(own.vcpus(), defaults.vcpus()),
                either(own.memoryGb(), defaults.memoryGb()),
                either(own.storageGb(), defaults.storageGb()),
                either(own.databases(), defaults.databases()));
    }

    private static int either(@Nullable Integer own, int standard) {
        return own == null ? standard : own;
    }
}
