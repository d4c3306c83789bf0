package cloud.lariba.analytics.projects;

import cloud.lariba.identity.ServiceTokenFilter;
import cloud.lariba.identity.ServiceTokens;
import jakarta.inject.Singleton;

/** Calls project-service as analytics-service. */
@Singleton
class ProjectServiceFilter extends ServiceTokenFilter {

    ProjectServiceFilter(ServiceTokens tokens) {
        super(tokens, "project");
    }
}
