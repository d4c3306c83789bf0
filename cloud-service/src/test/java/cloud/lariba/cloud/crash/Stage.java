package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.NeighbourStub;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is around the service: its database with a relay before it, its neighbours, and the world in which it makes resources. */
final class Stage implements AutoCloseable {

    private static final String MODULE = "cloud-service";

    private final IdentityTestResource identity = new IdentityTestResource();
    private final NeighbourStub neighbours = new NeighbourStub();
    private final Map<String, String> around = new HashMap<>();
    private final Map<String, String> straight = new HashMap<>();
    private final Map<String, String> relayed;
    private final URI database;
    private final Relay own;
    private final World world;
    private final Script script;
    private final Path directory;

    /** A stage on which the script hears what the service says. */
    Stage(Path directory, Script script, World world) {
        this.directory = directory;
        this.world = world;
        this.script = script;
        straight.putAll(new PostgresTestResource().start());
        around.putAll(identity.start());
        around.putAll(neighbours.start());
        straight.putAll(around);
        straight.put("lariba.operations.lease", "1500MS");
        straight.put("lariba.operations.poll", "200MS");
        straight.put("lariba.operations.first-back-off", "50MS");
        straight.put("lariba.operations.last-back-off", "500MS");
        straight.put("quarkus.datasource.jdbc.new-connection-sql", "set idle_in_transaction_session_timeout = '5s'");
        straight.putAll(world.settings());
        String jdbc = straight.getOrDefault("quarkus.datasource.jdbc.url", "");
        database = URI.create(jdbc.substring("jdbc:".length()));
        int postgres = database.getPort();
        own = Relay.to(postgres, new StatementConversation("sql", script));
        relayed = new HashMap<>(straight);
        relayed.putAll(world.settings(script));
        relayed.put("quarkus.datasource.jdbc.url", jdbc.replace(":" + postgres + "/", ":" + own.port() + "/"));
    }

    /** The region that services are asked for in. */
    String region() {
        return world.region();
    }

    /** Does something that the service does not say. */
    void unheard(Runnable work) {
        script.unheard(work);
    }

    /** How many resources of this type a service has. */
    int resources(String type, UUID service) {
        return world.resources(type, service, this::count);
    }

    /** A process of the service on a free port; requests of the tests go to it. */
    ServiceProcess process(String name) {
        return process(name, Map.of());
    }

    /** As {@link #process(String)}, with settings of its own. */
    ServiceProcess process(String name, Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(relayed);
        settings.putAll(changed);
        ServiceProcess process = new ServiceProcess(directory, MODULE, name, freePort(), settings);
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = process.port();
        return process;
    }

    /** A process of the service on another free port, to which nobody listens. */
    ServiceProcess bystander(String name) {
        return new ServiceProcess(directory, MODULE, name, freePort(), straight);
    }

    /** A process of another service, which has a database of its own. */
    ServiceProcess other(String module, Map<String, String> itsDatabase) {
        Map<String, String> settings = new HashMap<>(around);
        settings.putAll(itsDatabase);
        return new ServiceProcess(directory, module, module, freePort(), settings);
    }

    /** The texts in a query's first column, of the service's own database. */
    List<String> texts(String sql) {
        return texts("jdbc:" + database, sql);
    }

    /** The texts in a query's first column. */
    static List<String> texts(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
        world.close();
        neighbours.stop();
        identity.stop();
    }
}
