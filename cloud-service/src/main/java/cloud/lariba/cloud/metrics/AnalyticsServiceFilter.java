package cloud.lariba.cloud.metrics;

import cloud.lariba.identity.ServiceTokenFilter;
import cloud.lariba.identity.ServiceTokens;
import jakarta.inject.Singleton;

/** Calls analytics-service as cloud-service. */
@Singleton
class AnalyticsServiceFilter extends ServiceTokenFilter {

    AnalyticsServiceFilter(ServiceTokens tokens) {
        super(tokens, "analytics");
    }
}
