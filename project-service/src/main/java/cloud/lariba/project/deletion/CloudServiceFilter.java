package cloud.lariba.project.deletion;

import cloud.lariba.identity.ServiceTokenFilter;
import cloud.lariba.identity.ServiceTokens;
import jakarta.inject.Singleton;

/** Calls cloud-service as project-service. */
@Singleton
class CloudServiceFilter extends ServiceTokenFilter {

    CloudServiceFilter(ServiceTokens tokens) {
        super(tokens, "cloud");
    }
}
