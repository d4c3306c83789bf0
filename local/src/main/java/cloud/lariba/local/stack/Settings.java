package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.OwnerOnly;
import cloud.lariba.local.home.Secrets;
import cloud.lariba.local.postgres.Privileges;
import cloud.lariba.local.postgres.ServiceDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of each part of a stack, written to one file per part that only its owner can read. */
final class Settings {

    private static final String S3_ADMINISTRATOR = "lariba-administrator";
    private static final String HOST = "127.0.0.1";

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;

    Settings(Home home, Ports ports, Secrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** Writes the settings of all services and the S3 server. */
    void write() {
        Part.services().forEach(service -> write(service, of(service)));
        write(Part.S3, s3());
    }

    Path file(Part part) {
        return home.run().resolve(part.label() + ".properties");
    }

    String superuserPassword() {
        return secrets.password("database.superuser");
    }

    String provisionerPassword() {
        return secrets.password("database.provisioner");
    }

    List<ServiceDatabase> databases() {
        return Part.services().stream()
                .filter(Part::hasDatabase)
                .map(service -> new ServiceDatabase(service.role(), databasePassword(service), service.schema()))
                .toList();
    }

    Map<String, String> of(Part service) {
        Map<String, String> settings = new HashMap<>();
        // Above the services' own application.properties (250), below the environment (300).
        settings.put("config_ordinal", "275");
        settings.put("quarkus.http.host", HOST);
        settings.put("quarkus.http.port", Integer.toString(ports.of(service)));
        // The launcher asks often while a service starts, and every "not yet" would be a line.
        settings.put("quarkus.log.category.\"io.smallrye.health\".level", "WARN");
        settings.put("lariba.identity.client-secret", clientSecret(service));
        settings.put("lariba.secret-key", secrets.key("encryption." + service.shortName()));
        for (Part neighbour : Part.services()) {
            if (neighbour != Part.GATEWAY) {
                settings.put(
                        "lariba.services." + neighbour.shortName(),
                        "http://%s:%d".formatted(HOST, ports.of(neighbour)));
            }
        }
        if (service == Part.GATEWAY) {
            settings.put("quarkus.management.host", HOST);
            settings.put("quarkus.management.port", Integer.toString(ports.management()));
        }
        if (service.hasDatabase()) {
            settings.put(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://%s:%d/%s".formatted(HOST, ports.of(Part.POSTGRES), Privileges.DATABASE));
            settings.put("quarkus.datasource.username", service.role());
            settings.put("quarkus.datasource.password", databasePassword(service));
        }
        if (service == Part.AUTH) {
            Part.services()
                    .forEach(client ->
                            settings.put("lariba.clients." + client.shortName() + ".secret", clientSecret(client)));
        }
        if (service == Part.CLOUD) {
            settings.putAll(localProvider());
        }
        return settings;
    }

    private Map<String, String> localProvider() {
        String prefix = "lariba.providers.local.";
        return Map.ofEntries(
                Map.entry(prefix + "enabled", "true"),
                Map.entry("lariba.providers.aws.installation-id", secrets.password("installation")),
                Map.entry(prefix + "s3.endpoint", "http://%s:%d".formatted(HOST, ports.of(Part.S3))),
                Map.entry(prefix + "s3.access-key", S3_ADMINISTRATOR),
                Map.entry(prefix + "s3.secret-key", secrets.password("s3.administrator")),
                Map.entry(prefix + "s3.key-master", secrets.key("s3.master")),
                Map.entry(prefix + "database.host", HOST),
                Map.entry(prefix + "database.port", Integer.toString(ports.of(Part.POSTGRES))),
                Map.entry(prefix + "database.admin-database", "postgres"),
                Map.entry(prefix + "database.username", Privileges.PROVISIONER),
                Map.entry(prefix + "database.password", provisionerPassword()));
    }

    private Map<String, String> s3() {
        return Map.of(
                "port", Integer.toString(ports.of(Part.S3)),
                "store", home.s3().toString(),
                "access-key", S3_ADMINISTRATOR,
                "secret-key", secrets.password("s3.administrator"),
                "key-master", secrets.key("s3.master"));
    }

    private String clientSecret(Part service) {
        return secrets.password("client." + service.shortName());
    }

    private String databasePassword(Part service) {
        return secrets.password("database." + service.shortName());
    }

    private void write(Part part, Map<String, String> settings) {
        try {
            OwnerOnly.properties(file(part), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
