package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.problem.RequestId;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class RequestIdInUserAgentTest {

    private final BlockingQueue<String> agents = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        MDC.remove(RequestId.MDC_KEY);
        server.stop(0);
    }

    @Test
    void aCallNamesTheRequestThatItIsMadeFor() throws InterruptedException {
        MDC.put(RequestId.MDC_KEY, "0190c0de-1");

        call();

        String agent = agents.take();
        assertTrue(agent.contains("lariba/0190c0de-1"), agent);
    }

    @Test
    void aCallOfItsOwnNamesNone() throws InterruptedException {
        call();

        String agent = agents.take();
        assertFalse(agent.contains("lariba/"), agent);
    }

    private void call() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (AwsClients clients = AwsSettings.clients(AwsSettings.of(endpoint))) {
            clients.inRegion(AwsSettings.REGION).ec2().describeRegions();
        } catch (SdkException e) {
            assertTrue(agents.size() == 1, "called once: " + agents);
        }
    }
}
