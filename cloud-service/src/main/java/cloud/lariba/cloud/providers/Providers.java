package cloud.lariba.cloud.providers;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All providers, by name and by region; the one that was chosen comes first. */
@Singleton
public class Providers {

    private final List<Provider> all;

    Providers(@All List<Provider> all, ProviderChoice choice) {
        this.all = all.stream()
                .sorted(Comparator.comparing(provider -> !choice.is(provider.name())))
                .toList();
        choice.name().ifPresent(this::requireKnown);
    }

    private void requireKnown(String name) {
        if (all.stream().noneMatch(provider -> provider.name().equals(name))) {
            throw new IllegalStateException("lariba.provider is " + name + "; it must be one of "
                    + all.stream().map(Provider::name).sorted().toList());
        }
    }

    /** Every provider, also those that are switched off. */
    public List<Provider> all() {
        return all;
    }

    /**
     * The provider of this name.
     *
     * @throws IllegalArgumentException when there is none; names are taken from stored services, which had one
     */
    public Provider get(String name) {
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider " + name));
    }

    /** The provider that offers this region, if one does. */
    public Optional<Provider> ofRegion(String region) {
        return all.stream()
                .filter(provider -> provider.regions().contains(region))
                .findFirst();
    }
}
