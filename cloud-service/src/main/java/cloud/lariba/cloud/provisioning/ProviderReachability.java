package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.providers.ProviderException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which providers did not answer when they were last called. Known from the work itself, so nothing is called for it. */
@ApplicationScoped
class ProviderReachability {

    private final Map<String, String> unreachable = new ConcurrentHashMap<>();

    void answered(String provider) {
        unreachable.remove(provider);
    }

    void failed(String provider, ProviderException failure) {
        if (failure instanceof ProviderException.Retryable retryable
                && retryable.is(ProviderException.Retryable.Reason.UNAVAILABLE)) {
            unreachable.put(provider, retryable.reason());
        } else {
            unreachable.remove(provider);
        }
    }

    Set<String> unreachable() {
        return Set.copyOf(unreachable.keySet());
    }
}
