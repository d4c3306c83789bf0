package cloud.lariba.cloud.providers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/** Which provider services go to when their owner names no region. */
@ConfigMapping(prefix = "lariba.provider")
public interface ProviderChoice {

    /** The provider's name; naming one switches it on. Without it, the first provider that is switched on and can do what is asked. */
    @WithParentName
    Optional<String> name();

    /** Whether this provider is the one. */
    default boolean is(String provider) {
        return name().filter(provider::equals).isPresent();
    }
}
