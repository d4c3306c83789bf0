package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.Settings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * One version of the prices. A version never changes once services were sold by it; new prices are a new file.
 *
 * @param version such as {@code 2026-01}
 * @param currency ISO 4217 code of every amount
 * @param instanceTypes sizes of machines
 * @param databaseClasses sizes of database servers
 * @param publicIpPerHour a public address, by the hour
 * @param diskGbMonth a GB of a machine's disk, by the month
 * @param databaseDiskGbMonth a GB of a database's disk, by the month
 * @param objectGbMonth a GB of objects, by the month; metered, as nobody knows it beforehand
 */
@RegisterForReflection
record PriceList(
        String version,
        String currency,
        Map<String, Size> instanceTypes,
        Map<String, Size> databaseClasses,
        BigDecimal publicIpPerHour,
        BigDecimal diskGbMonth,
        BigDecimal databaseDiskGbMonth,
        BigDecimal objectGbMonth) {

    private static final BigDecimal WITH_STANDBY = BigDecimal.TWO;

    /**
     * A size of machine.
     *
     * @param vcpus virtual processors
     * @param memoryGb memory in GB
     * @param perHour price of a running hour
     */
    @RegisterForReflection
    record Size(int vcpus, int memoryGb, BigDecimal perHour) {}

    /** What a service with these settings costs while it runs, without what is metered. */
    Price price(Settings settings) {
        return switch (settings) {
            case InstanceSettings instance ->
                Price.of(
                        machine(instance).perHour().add(instance.publicIp() ? publicIpPerHour : BigDecimal.ZERO),
                        diskGbMonth.multiply(BigDecimal.valueOf(instance.diskGb())),
                        currency);
            case BucketSettings bucket -> Price.of(BigDecimal.ZERO, BigDecimal.ZERO, currency);
            case DatabaseSettings database -> {
                BigDecimal servers = database.multiAz() ? WITH_STANDBY : BigDecimal.ONE;
                yield Price.of(
                        server(database).perHour().multiply(servers),
                        databaseDiskGbMonth
                                .multiply(BigDecimal.valueOf(database.storageGb()))
                                .multiply(servers),
                        currency);
            }
        };
    }

    /** What something costs that was found at a provider; empty when its size has no price, or its price is metered. */
    Optional<Price> price(FoundResource found) {
        BigDecimal gb = BigDecimal.valueOf(found.storageGb());
        return switch (found.kind()) {
            case COMPUTE ->
                Optional.ofNullable(instanceTypes.get(found.size()))
                        .map(size -> Price.of(size.perHour(), diskGbMonth.multiply(gb), currency));
            case STORAGE -> Optional.empty();
            case DATABASE ->
                Optional.ofNullable(databaseClasses.get(found.size()))
                        .map(size -> Price.of(size.perHour(), databaseDiskGbMonth.multiply(gb), currency));
        };
    }

    /** What a service with these settings takes of a quota. Processors and memory of database servers are the provider's. */
    QuotaUse quota(Settings settings) {
        return switch (settings) {
            case InstanceSettings instance ->
                new QuotaUse(1, machine(instance).vcpus(), machine(instance).memoryGb(), instance.diskGb(), 0);
            case BucketSettings bucket -> new QuotaUse(1, 0, 0, 0, 0);
            case DatabaseSettings database -> new QuotaUse(1, 0, 0, database.storageGb(), 1);
        };
    }

    private Size machine(InstanceSettings instance) {
        return known(instanceTypes, instance.instanceType());
    }

    private Size server(DatabaseSettings database) {
        return known(databaseClasses, database.instanceClass());
    }

    private static Size known(Map<String, Size> sizes, String name) {
        Size size = sizes.get(name);
        if (size == null) {
            throw new IllegalArgumentException("no price for " + name);
        }
        return size;
    }
}
