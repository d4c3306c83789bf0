package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the resources of one kind that are this installation's, in an account and region. */
interface Finder {

    /** What it finds. */
    Kind kind();

    /** All that are not on their way out, as far as they show at a glance. */
    Stream<FoundResource> all(AwsClients.Account account);

    /** One of them by its id, with its project where that is known; empty when it is not there, or cannot be proved to be ours. */
    Optional<FoundResource> find(AwsClients.Account account, FoundResource found);

    /** Removes one that was found. */
    void remove(AwsClients.Account account, FoundResource found);
}
