package cloud.lariba.cloud.providers;

import java.util.List;
import java.util.Optional;

/** What a provider has. Every method throws {@link ProviderException}. */
public interface InventoryProvider {

    /** Everything of this installation in a region that is not on its way out, as far as it shows at a glance. */
    List<FoundResource> list(String region);

    /**
     * A closer look at one of these.
     *
     * @return what is there, with its project where the provider knows it; empty when it is gone, or cannot be proved to be this installation's
     */
    Optional<FoundResource> prove(FoundResource found);
}
