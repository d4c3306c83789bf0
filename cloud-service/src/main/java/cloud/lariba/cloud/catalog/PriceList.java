package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What services cost and take, by one version of the catalog. */
final class PriceList {

    /** A GB of objects by the month; metered, as nobody knows it beforehand. */
    static final String OBJECTS = "objects";

    private static final String DISK = "disk";
    private static final String PUBLIC_IP = "public_ip";
    private static final BigDecimal WITH_STANDBY = BigDecimal.TWO;

    private final CatalogContents catalog;

    PriceList(CatalogContents catalog) {
        this.catalog = catalog;
    }

    /** Everything that services of a type are paid by. */
    List<PriceItem> items(ServiceType type) {
        return catalog.prices().stream().filter(item -> item.type() == type).toList();
    }

    /**
     * One of these.
     *
     * @throws IllegalArgumentException when the catalog has no price for it
     */
    PriceItem item(ServiceType type, String name) {
        return catalog.prices().stream()
                .filter(item -> item.type() == type && item.item().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "catalog " + catalog.version() + " has no price for " + type.wireName() + " " + name));
    }

    /** What a service with these settings costs while it runs, without what is metered. */
    Price price(Settings settings) {
        return switch (settings) {
            case InstanceSettings instance ->
                price(
                        amount(ServiceType.COMPUTE, instance.instanceType())
                                .add(instance.publicIp() ? amount(ServiceType.COMPUTE, PUBLIC_IP) : BigDecimal.ZERO),
                        amount(ServiceType.COMPUTE, DISK).multiply(BigDecimal.valueOf(instance.diskGb())));
            case BucketSettings bucket -> price(BigDecimal.ZERO, BigDecimal.ZERO);
            case DatabaseSettings database -> {
                BigDecimal servers = database.multiAz() ? WITH_STANDBY : BigDecimal.ONE;
                BigDecimal disks = servers.multiply(BigDecimal.valueOf(database.storageGb()));
                yield price(
                        amount(ServiceType.DATABASE, database.instanceClass()).multiply(servers),
                        amount(ServiceType.DATABASE, DISK).multiply(disks));
            }
        };
    }

    /** What something costs that was found at a provider; empty when its size has no price, or its price is metered. */
    Optional<Price> price(FoundResource found) {
        BigDecimal gb = BigDecimal.valueOf(found.storageGb());
        return switch (found.kind()) {
            case COMPUTE -> price(ServiceType.COMPUTE, found.size(), gb);
            case STORAGE -> Optional.empty();
            case DATABASE -> price(ServiceType.DATABASE, found.size(), gb);
            case DISK ->
                Optional.of(
                        price(BigDecimal.ZERO, amount(ServiceType.COMPUTE, DISK).multiply(gb)));
            // Of a snapshot only what differs from the one before is paid.
            case SNAPSHOT -> Optional.empty();
            case SECURITY_GROUP, KEY_PAIR, ACCESS_USER -> Optional.of(price(BigDecimal.ZERO, BigDecimal.ZERO));
        };
    }

    private Optional<Price> price(ServiceType type, @Nullable String size, BigDecimal gb) {
        return items(type).stream()
                .filter(item -> item.item().equals(size))
                .findFirst()
                .map(item -> price(item.amount(), amount(type, DISK).multiply(gb)));
    }

    /** What a service with these settings takes of a quota. Processors and memory of database servers are the provider's. */
    QuotaUse quota(Settings settings) {
        return switch (settings) {
            case InstanceSettings instance -> {
                TypeDefinition compute = Objects.requireNonNull(catalog.types().get(ServiceType.COMPUTE));
                TypeDefinition.Size size =
                        Objects.requireNonNull(compute.sizes().get(instance.instanceType()), instance.instanceType());
                yield new QuotaUse(1, size.vcpus(), size.memoryGb(), instance.diskGb(), 0);
            }
            case BucketSettings bucket -> new QuotaUse(1, 0, 0, 0, 0);
            case DatabaseSettings database -> new QuotaUse(1, 0, 0, database.storageGb(), 1);
        };
    }

    private Price price(BigDecimal perHour, BigDecimal perMonth) {
        return Price.of(perHour, perMonth, catalog.currency());
    }

    private BigDecimal amount(ServiceType type, String name) {
        return item(type, name).amount();
    }
}
