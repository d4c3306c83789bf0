package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.NeighbourStub;
import cloud.lariba.cloud.providers.local.LocalServers;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The real servers around the service, with a relay in front of each that can kill it. */
final class Stage implements AutoCloseable {

    private final IdentityTestResource identity = new IdentityTestResource();
    private final NeighbourStub neighbours = new NeighbourStub();
    private final Map<String, String> settings = new HashMap<>();
    private final URI database;
    private final Relay own;
    private final Relay provisioner;
    private final Relay s3;
    private final Path directory;

    /** Relays that tell the script what passes. */
    Stage(Path directory, Script script) {
        this.directory = directory;
        settings.putAll(new PostgresTestResource().start());
        settings.putAll(identity.start());
        settings.putAll(neighbours.start());
        settings.putAll(LocalServers.configuration());
        String jdbc = settings.getOrDefault("quarkus.datasource.jdbc.url", "");
        database = URI.create(jdbc.substring("jdbc:".length()));
        int postgres = database.getPort();
        URI store = URI.create(settings.getOrDefault("lariba.providers.local.s3.endpoint", ""));
        own = Relay.to(postgres, new StatementConversation("sql", script));
        provisioner = Relay.to(postgres, new StatementConversation("server", script));
        s3 = Relay.to(store.getPort(), new CallConversation("s3", script));
        settings.put("quarkus.datasource.jdbc.url", jdbc.replace(":" + postgres + "/", ":" + own.port() + "/"));
        settings.put("lariba.providers.local.database.port", Integer.toString(provisioner.port()));
        settings.put("lariba.providers.local.s3.endpoint", "http://127.0.0.1:" + s3.port());
        settings.put("lariba.operations.lease", "1500MS");
        settings.put("lariba.operations.poll", "200MS");
        settings.put("lariba.operations.first-back-off", "50MS");
        settings.put("lariba.operations.last-back-off", "500MS");
    }

    /** A process of the service on a free port; requests of the tests go to it. */
    CloudProcess process(String name) {
        CloudProcess process = new CloudProcess(directory, name, freePort(), settings);
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = process.port();
        return process;
    }

    /** A number that the service's own database tells. */
    int count(String sql, Object value) {
        try (Connection connection = DriverManager.getConnection("jdbc:" + database, "postgres", "postgres");
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        own.close();
        provisioner.close();
        s3.close();
        neighbours.stop();
        identity.stop();
    }
}
