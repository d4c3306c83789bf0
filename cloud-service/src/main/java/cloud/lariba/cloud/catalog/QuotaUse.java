package cloud.lariba.cloud.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much of each quota dimension one service takes. */
public record QuotaUse(long services, long vcpus, long memoryGb, long storageGb, long databases) {

    /** By the dimensions' names on the wire, in their documented order. */
    public Map<String, Long> byDimension() {
        Map<String, Long> use = new LinkedHashMap<>();
        use.put("services", services);
        use.put("vcpus", vcpus);
        use.put("memory_gb", memoryGb);
        use.put("storage_gb", storageGb);
        use.put("databases", databases);
        return use;
    }
}
