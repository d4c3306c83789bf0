package cloud.lariba.cloud.providers;

/**
 * What an instance of a size has.
 *
 * @param vcpus virtual processors
 * @param memoryGb memory in GB, of 2<sup>30</sup> bytes
 */
public record InstanceSize(int vcpus, int memoryGb) {}
