package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.secrets.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** What must be kept of a service and never be shown in passing: passwords and write-only fields, encrypted. */
@ApplicationScoped
public class ServiceSecrets {

    /** The access key that signs a bucket's presigned URLs, as JSON. */
    public static final String PRESIGN_KEY = "presign_key";
    /** The write-only part of the spec, as JSON. */
    static final String SPEC = "spec";

    private static final String PURPOSE = "service-secret";

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    ServiceSecrets(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** Keeps a secret in place of the one of the same name. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(UUID serviceId, String name, String secret) {
        byte[] bytes = box.seal(PURPOSE, context(serviceId, name), secret.getBytes(StandardCharsets.UTF_8));
        database.update(
                "insert into service_secrets (service_id, name, sealed, created_at) values (?, ?, ?, ?)"
                        + " on conflict (service_id, name) do update set sealed = excluded.sealed,"
                        + " created_at = excluded.created_at",
                serviceId,
                name,
                bytes,
                clock.instant());
    }

    /** The secret, if there is one. */
    public Optional<String> find(UUID serviceId, String name) {
        return database.find(
                        "select sealed from service_secrets where service_id = ? and name = ?",
                        row -> row.getBytes(1),
                        serviceId,
                        name)
                .map(bytes -> new String(box.open(PURPOSE, context(serviceId, name), bytes), StandardCharsets.UTF_8));
    }

    /** Forgets one secret. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID serviceId, String name) {
        database.update("delete from service_secrets where service_id = ? and name = ?", serviceId, name);
    }

    /** Forgets everything about a service. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetAll(UUID serviceId) {
        database.update("delete from service_secrets where service_id = ?", serviceId);
    }

    private static String context(UUID serviceId, String name) {
        return serviceId + " " + name;
    }
}
