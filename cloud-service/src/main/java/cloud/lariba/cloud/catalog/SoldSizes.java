package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.InstanceSize;
import cloud.lariba.cloud.providers.InstanceSizes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The catalog's sizes of instances. */
@Singleton
class SoldSizes implements InstanceSizes {

    private final CatalogSource source;

    SoldSizes(CatalogSource source) {
        this.source = source;
    }

    @Override
    public Map<String, InstanceSize> all() {
        Map<String, InstanceSize> sizes = new LinkedHashMap<>();
        source.current()
                .type(ServiceType.COMPUTE)
                .sizes()
                .forEach((name, size) -> sizes.put(name, new InstanceSize(size.vcpus(), size.memoryGb())));
        return sizes;
    }
}
