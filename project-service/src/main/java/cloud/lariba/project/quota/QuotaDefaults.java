package cloud.lariba.project.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The quota of projects that were given no other; each value 0 to 1 000 000. */
@ConfigMapping(prefix = "lariba.projects.quota")
public interface QuotaDefaults {

    /** Number of services. */
    @WithDefault("20")
    int services();

    /** Virtual processors of all compute instances. */
    @WithDefault("64")
    int vcpus();

    /** Memory of all compute instances, in GiB. */
    @WithDefault("256")
    int memoryGb();

    /** Disks of instances and databases together, in GiB; what buckets hold is not limited. */
    @WithDefault("2000")
    int storageGb();

    /** Number of databases. */
    @WithDefault("10")
    int databases();
}
