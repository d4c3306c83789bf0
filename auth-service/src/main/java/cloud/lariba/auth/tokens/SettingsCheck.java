package cloud.lariba.auth.tokens;

import cloud.lariba.identity.IdentityConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses to start with settings under which services' secrets could be guessed, or tokens would be refused everywhere. */
@ApplicationScoped
class SettingsCheck {

    /** In hexadecimal these are 128 bits. */
    private static final int MIN_SECRET_LENGTH = 32;

    private final ClientsConfig clients;
    private final TokensConfig tokens;
    private final IdentityConfig identity;

    SettingsCheck(ClientsConfig clients, TokensConfig tokens, IdentityConfig identity) {
        this.clients = clients;
        this.tokens = tokens;
        this.identity = identity;
    }

    void start(@Observes StartupEvent event) {
        identity.clientSecret().ifPresent(secret -> checkSecret("lariba.identity.client-secret", secret));
        clients.clients()
                .forEach((name, client) ->
                        client.secret().ifPresent(secret -> checkSecret("lariba.clients." + name + ".secret", secret)));
        checkLife("lariba.auth.tokens.access-token-life", tokens.accessTokenLife());
        checkLife("lariba.auth.tokens.service-token-life", tokens.serviceTokenLife());
    }

    private static void checkSecret(String key, String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalStateException(
                    key + " has " + secret.length() + " characters and could be guessed: at least " + MIN_SECRET_LENGTH
                            + " are needed. Make one with: openssl rand -hex 32");
        }
    }

    private void checkLife(String key, Duration life) {
        if (life.compareTo(identity.maxTokenLife()) > 0) {
            throw new IllegalStateException(
                    key + " is " + life + ", which is longer than lariba.identity.max-token-life, "
                            + identity.maxTokenLife() + ": nobody would accept the tokens. Shorten it.");
        }
    }
}
