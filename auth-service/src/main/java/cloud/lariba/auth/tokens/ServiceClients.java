package cloud.lariba.auth.tokens;

import cloud.lariba.identity.IdentityConfig;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Knows the services of the installation by their secrets. */
@ApplicationScoped
class ServiceClients {

    private final ClientsConfig config;
    private final IdentityConfig identity;

    ServiceClients(ClientsConfig config, IdentityConfig identity) {
        this.config = config;
        this.identity = identity;
    }

    /**
     * Returns when the secret is the client's; takes the same time for a wrong one and for an unknown client.
     *
     * @throws ProblemException {@code invalid_credentials}
     */
    void authenticate(String name, String secret) {
        Optional<String> expected = secretOf(name);
        boolean equal = MessageDigest.isEqual(bytes(expected.orElse("")), bytes(secret));
        if (!equal || expected.isEmpty()) {
            throw ProblemException.of(ProblemCode.INVALID_CREDENTIALS, "The client or its secret is wrong.");
        }
    }

    private Optional<String> secretOf(String name) {
        // We follow our own feed like everybody else, with the secret that we are configured to send.
        Optional<String> secret = name.equals(identity.serviceName())
                ? identity.clientSecret()
                : Optional.ofNullable(config.clients().get(name)).flatMap(ClientsConfig.Client::secret);
        return secret.filter(text -> !text.isBlank());
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
