package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What carries this installation's tag, or is under its path, in every account that the platform has a role for. A service or an account that does not answer
 * keeps nothing of the others from being seen.
 */
final class AwsInventory implements InventoryProvider {

    private static final Logger LOG = Logger.getLogger(AwsInventory.class);

    private final AwsClients clients;
    private final List<Finder> finders;

    AwsInventory(AwsClients clients, String installationId, String firstRegion) {
        this.clients = clients;
        FoundTags ours = new FoundTags(installationId);
        List<Finder> all = new ArrayList<>();
        all.addAll(Ec2Finders.of(ours));
        all.addAll(RdsFinders.of(ours));
        all.add(new BucketFinder(ours));
        all.add(new AccessUserFinder(installationId, firstRegion));
        this.finders = List.copyOf(all);
    }

    /** What tells one resource from another: two roles may see the same account. */
    private record Key(FoundResource.Kind kind, String id) {}

    @Override
    public Listing list(String region) {
        Map<Key, FoundResource> all = new LinkedHashMap<>();
        List<ProviderException> failures = new ArrayList<>();
        int looks = 0;
        for (AwsClients.Account account : clients.everywhere(region)) {
            for (Finder finder : finders) {
                looks++;
                try {
                    classified(() -> finder.all(account).toList())
                            .forEach(found -> all.putIfAbsent(new Key(found.kind(), found.resourceId()), found));
                } catch (ProviderException e) {
                    LOG.warnf(
                            "not-listed kind=%s account=%s region=%s reason=%s",
                            finder.kind().wireName(), account, region, e.reason());
                    failures.add(e);
                }
            }
        }
        if (failures.size() == looks) {
            throw failures.getFirst();
        }
        return new Listing(List.copyOf(all.values()), failures.isEmpty());
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        Finder finder = finder(found);
        return inItsAccount(found, account -> finder.find(account, found));
    }

    @Override
    public Progress remove(FoundResource found) {
        Finder finder = finder(found);
        return inItsAccount(
                        found,
                        account -> finder.find(account, found).map(proved -> {
                            finder.remove(account, proved);
                            return Progress.CALL_AGAIN;
                        }))
                .orElse(Progress.DONE);
    }

    /** The first answer of an account; where none has one, why one could not be asked. */
    private <T> Optional<T> inItsAccount(FoundResource found, Function<AwsClients.Account, Optional<T>> work) {
        ProviderException failure = null;
        for (AwsClients.Account account : clients.everywhere(found.region())) {
            try {
                Optional<T> answer = classified(() -> work.apply(account));
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (ProviderException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    private Finder finder(FoundResource found) {
        return finders.stream()
                .filter(finder -> finder.kind() == found.kind())
                .findFirst()
                .orElseThrow();
    }
}
