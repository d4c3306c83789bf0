package cloud.lariba.cloud.providers;

import java.util.List;
import java.util.Optional;

/** What a provider has. Every method throws {@link ProviderException}. */
public interface InventoryProvider {

    /**
     * What a look at a region found.
     *
     * @param resources everything of this installation that is not on its way out, as far as it shows at a glance
     * @param complete whether the look reached everywhere; what it did not reach may be there or not
     */
    record Listing(List<FoundResource> resources, boolean complete) {}

    /** Everything of this installation in a region; throws when nothing of it can be seen. */
    Listing list(String region);

    /**
     * A closer look at one of these.
     *
     * @return what is there, with its project where the provider knows it; empty when it is gone, or cannot be proved to be this installation's
     */
    Optional<FoundResource> prove(FoundResource found);

    /**
     * Removes just this and nothing that belongs to it, for good, if it can still be proved to be this installation's; does nothing when it is gone.
     *
     * @throws ProviderException.Permanent {@code invalid_state} for kinds that their capability removes
     */
    Progress remove(FoundResource found);
}
