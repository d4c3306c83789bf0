package cloud.lariba.user.accounts;

import cloud.lariba.identity.ServiceTokenFilter;
import cloud.lariba.identity.ServiceTokens;
import jakarta.inject.Singleton;

/** Calls auth-service as user-service. */
@Singleton
class AuthServiceFilter extends ServiceTokenFilter {

    AuthServiceFilter(ServiceTokens tokens) {
        super(tokens, "auth");
    }
}
