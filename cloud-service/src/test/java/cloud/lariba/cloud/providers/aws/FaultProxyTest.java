package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The proxy in front of a server that only remembers what came. */
class FaultProxyTest {

    private static final byte[] CONTENT = {0, 1, (byte) 0xff, '\r', '\n'};

    private final FaultPlan.Named faults = new FaultPlan.Named();
    private final AtomicInteger arrived = new AtomicInteger();
    private HttpServer target;
    private FaultProxy proxy;
    private AwsClients clients;
    private S3Client s3;
    private volatile String host = "";
    private volatile String uri = "";
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", this::answer);
        target.start();
        proxy = new FaultProxy(
                URI.create("http://127.0.0.1:" + target.getAddress().getPort()), faults, List.of());
        Map<String, String> settings = AwsSettings.of(proxy.endpoint());
        settings.put("lariba.providers.aws.calls.attempts", "1");
        clients = AwsSettings.clients(settings);
        s3 = clients.inRegion(AwsSettings.REGION).s3();
    }

    @AfterEach
    void stop() {
        clients.close();
        proxy.close();
        target.stop(0);
    }

    @Test
    void whatIsSignedArrivesAsItWasSent() {
        s3.putObject(put -> put.bucket("bucket").key("a b/ü"), RequestBody.fromBytes(CONTENT));

        assertEquals(proxy.endpoint().getAuthority(), host);
        assertEquals("/bucket/a%20b/%C3%BC", uri);
        // In chunks, each with a signature of its own.
        assertTrue(body.contains(new String(CONTENT, StandardCharsets.ISO_8859_1)), body);
    }

    /** The JDK's client repeats a request without a body by itself, which must be neither another call nor another effect. */
    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "ANSWER_LOST"})
    void aLostCallIsLostOnceAndIsOneCall(Fault fault) {
        faults.next("s3 ListBuckets", fault);

        assertThrows(SdkClientException.class, s3::listBuckets);

        assertEquals(1, proxy.count("s3 ListBuckets"));
        assertEquals(fault == Fault.ANSWER_LOST ? 1 : 0, arrived.get());
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() {
        faults.next("s3 ListBuckets", Fault.ANSWER_CUT);

        assertThrows(SdkClientException.class, s3::listBuckets);
        assertEquals(1, arrived.get());
    }

    @Test
    void throttlingHasTheWordsOfTheService() {
        faults.next("s3 ListBuckets", Fault.THROTTLED);

        S3Exception refused = assertThrows(S3Exception.class, s3::listBuckets);

        assertEquals("SlowDown", AwsFailures.code(refused));
        assertEquals(503, refused.statusCode());
        assertEquals(0, arrived.get());
    }

    @Test
    void theNextCallMeetsNoFaultOfTheOneBefore() {
        faults.next("s3 ListBuckets", Fault.NONE, Fault.BROKEN);

        s3.listBuckets();
        assertThrows(S3Exception.class, s3::listBuckets);
        s3.listBuckets();

        assertEquals(
                "[s3 ListBuckets#1, s3 ListBuckets#2 BROKEN, s3 ListBuckets#3]",
                proxy.calls().toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrived.incrementAndGet();
        host = exchange.getRequestHeaders().getFirst("Host");
        uri = exchange.getRequestURI().toString();
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        byte[] answer = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
