package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * The logins of databases with their passwords, encrypted: the current one, which clients are shown, and the next one while it is being made. What
 * is shown is replaced only when the provider takes the new login.
 */
@ApplicationScoped
public class DatabaseLogins {

    private static final String CURRENT = "login";
    private static final String NEXT = "next_login";
    private static final String ADMINISTRATOR = "administrator";
    private static final String SLOT = "slot";
    private static final String PASSWORD = "password";

    private final ServiceSecrets secrets;

    DatabaseLogins(ServiceSecrets secrets) {
        this.secrets = secrets;
    }

    /** Makes the passwords for what an operation is about to create: the next login, and the administrator's unless there is one. */
    @Transactional(Transactional.TxType.MANDATORY)
    void prepareNext(UUID serviceId) {
        if (secrets.find(serviceId, ADMINISTRATOR).isEmpty()) {
            secrets.put(serviceId, ADMINISTRATOR, Passwords.create());
        }
        LoginSlot slot = current(serviceId).map(login -> login.slot().other()).orElse(LoginSlot.A);
        ObjectNode next = Json.object().put(SLOT, slot.wireName()).put(PASSWORD, Passwords.create());
        secrets.put(serviceId, NEXT, next.toString());
    }

    /** The login that clients use; empty until the first one works. */
    public Optional<DatabaseLogin> current(UUID serviceId) {
        return find(serviceId, CURRENT);
    }

    /** The login that an operation is about to make. */
    public Optional<DatabaseLogin> next(UUID serviceId) {
        return find(serviceId, NEXT);
    }

    /** The administrator's password; empty text of a database that needs none. */
    public Secret administrator(UUID serviceId) {
        return new Secret(secrets.find(serviceId, ADMINISTRATOR).orElse(""));
    }

    /** The next login is current now; part of the transaction that records that the provider takes it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void promote(UUID serviceId) {
        secrets.find(serviceId, NEXT).ifPresent(next -> {
            secrets.put(serviceId, CURRENT, next);
            secrets.forget(serviceId, NEXT);
        });
    }

    /** There will be no next login; part of the transaction that ends the operation which was to make it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetNext(UUID serviceId) {
        secrets.forget(serviceId, NEXT);
    }

    private Optional<DatabaseLogin> find(UUID serviceId, String name) {
        return secrets.find(serviceId, name)
                .map(Json::object)
                .map(login -> new DatabaseLogin(
                        LoginSlot.of(login.path(SLOT).asText()).orElseThrow(),
                        new Secret(login.path(PASSWORD).asText())));
    }
}
