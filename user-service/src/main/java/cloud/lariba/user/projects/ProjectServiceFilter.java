package cloud.lariba.user.projects;

import cloud.lariba.identity.ServiceTokenFilter;
import cloud.lariba.identity.ServiceTokens;
import jakarta.inject.Singleton;

/** Calls project-service as user-service. */
@Singleton
class ProjectServiceFilter extends ServiceTokenFilter {

    ProjectServiceFilter(ServiceTokens tokens) {
        super(tokens, "project");
    }
}
