package cloud.lariba.local;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Stands in for a service: takes its port from the settings that the launcher wrote, and answers every request with 200. */
public final class StubService {

    private StubService() {}

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(URI.create(System.getenv("QUARKUS_CONFIG_LOCATIONS"))))) {
            settings.load(in);
        }
        if (Files.exists(Path.of(System.getProperty("java.class.path") + ".fails"))) {
            System.out.println("the stub was told to fail");
            System.exit(7);
        }
        int port = Integer.parseInt(settings.getProperty("quarkus.http.port"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.out.println("stub-started port=" + port);
    }
}
