package cloud.lariba.cloud.providers;

import java.util.Map;

/** What the names of sizes stand for, for providers whose machines have no names for them. */
@FunctionalInterface
public interface InstanceSizes {

    /** Every size that is sold, by name. */
    Map<String, InstanceSize> all();
}
