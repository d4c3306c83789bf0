package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceSizes;
import cloud.lariba.cloud.providers.InventoryProvider;
import java.util.Map;

/** A container engine as a place for instances of one installation. */
public final class ContainerHost {

    private final ComputeProvider compute;
    private final InventoryProvider inventory;

    /**
     * An engine, whether it answers or not.
     *
     * @param installationId tells the containers of this installation from those of others on the same engine
     * @param images what each alias of an image means to the engine
     * @param sizes what the sizes of instances have
     */
    public ContainerHost(
            ContainerEngine engine, String installationId, Map<String, String> images, InstanceSizes sizes) {
        Containers containers = new Containers(engine, new Labels(installationId));
        Sizes known = new Sizes(sizes);
        this.compute = new ContainerCompute(containers, new ContainerImages(engine, images), known);
        this.inventory = new ContainerInventory(containers, known);
    }

    /** Its containers as instances. */
    public ComputeProvider compute() {
        return compute;
    }

    /** Which there are. */
    public InventoryProvider inventory() {
        return inventory;
    }
}
