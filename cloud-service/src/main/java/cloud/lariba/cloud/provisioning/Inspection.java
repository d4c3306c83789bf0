package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Service;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Looks at the resources of services, whatever their types. Changes nothing. */
@ApplicationScoped
public class Inspection {

    private final List<Resources> all;
    private final ProviderReachability reachability;

    Inspection(@All List<Resources> all, ProviderReachability reachability) {
        this.all = all;
        this.reachability = reachability;
    }

    /**
     * What is there of a service, compared with its spec. What cannot be recognised as the service's own any more is broken.
     *
     * @throws ProviderException when it cannot be told
     */
    public Finding look(Service service) {
        try {
            Finding finding = Resources.of(all, service).look(service);
            reachability.answered(service.provider());
            return finding;
        } catch (ProviderException e) {
            reachability.failed(service.provider(), e);
            // So providers refuse to look at what has the right name, and not our tags.
            if (e instanceof Permanent permanent && permanent.is(Permanent.Reason.INVALID_STATE)) {
                return new Finding.Broken(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
