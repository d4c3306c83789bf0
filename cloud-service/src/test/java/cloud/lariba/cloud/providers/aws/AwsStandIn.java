package cloud.lariba.cloud.providers.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An endpoint that answers the two questions which the connectivity check asks, or fails when the test says so. */
public class AwsStandIn implements QuarkusTestResourceLifecycleManager {

    private static final String REGIONS = """
            <DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <regionInfo><item><regionName>us-east-1</regionName></item></regionInfo>
            </DescribeRegionsResponse>""";
    private static final String BUCKETS = """
            <ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets/></ListAllMyBucketsResult>""";

    static volatile boolean refusing;

    private final HttpServer server = bind();

    @Override
    public Map<String, String> start() {
        server.createContext("/", AwsStandIn::answer);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("lariba.providers.aws.enabled", "true"),
                Map.entry("lariba.providers.aws.installation-id", "tests"),
                Map.entry("lariba.providers.aws.databases.tls", "require"),
                Map.entry("quarkus.ec2.endpoint-override", url),
                Map.entry("quarkus.ec2.aws.region", "us-east-1"),
                Map.entry("quarkus.ec2.aws.credentials.static-provider.access-key-id", "test"),
                Map.entry("quarkus.ec2.aws.credentials.static-provider.secret-access-key", "test"),
                Map.entry("quarkus.s3.endpoint-override", url),
                Map.entry("quarkus.s3.path-style-access", "true"),
                Map.entry("quarkus.s3.aws.region", "us-east-1"),
                Map.entry("quarkus.s3.aws.credentials.type", "static"),
                Map.entry("quarkus.s3.aws.credentials.static-provider.access-key-id", "test"),
                Map.entry("quarkus.s3.aws.credentials.static-provider.secret-access-key", "test"));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean ec2 = exchange.getRequestMethod().equals("POST");
        byte[] body = (ec2 ? REGIONS : BUCKETS).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(refusing ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
