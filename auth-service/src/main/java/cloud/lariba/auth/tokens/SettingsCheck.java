package cloud.lariba.auth.tokens;

import cloud.lariba.identity.IdentityConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses to start with settings under which tokens would be refused everywhere. */
@ApplicationScoped
class SettingsCheck {

    private final TokensConfig tokens;
    private final IdentityConfig identity;

    SettingsCheck(TokensConfig tokens, IdentityConfig identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    void start(@Observes StartupEvent event) {
        checkLife("lariba.auth.tokens.access-token-life", tokens.accessTokenLife());
        checkLife("lariba.auth.tokens.service-token-life", tokens.serviceTokenLife());
    }

    private void checkLife(String key, Duration life) {
        if (life.compareTo(identity.maxTokenLife()) > 0) {
            throw new IllegalStateException(
                    key + " is " + life + ", which is longer than lariba.identity.max-token-life, "
                            + identity.maxTokenLife() + ": nobody would accept the tokens. Shorten it.");
        }
    }
}
