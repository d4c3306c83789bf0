package cloud.lariba.gateway.testing;

import cloud.lariba.testing.TestTokens;
import io.restassured.RestAssured;
import io.smallrye.config.Config;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** One request of a test, known by its id at the gateway and at the service that gets it. */
public final class Call {

    private static volatile int readyPort;

    private final String id = UUID.randomUUID().toString();
    private String headers = "Host: gateway.test\r\nX-Request-Id: " + id + "\r\n";

    private Call() {}

    /** A call without a token. */
    public static Call anonymous() {
        return new Call();
    }

    /** A call with the token of some user. Waits until the gateway can judge tokens. */
    public static Call signedIn() {
        awaitReadiness();
        return anonymous().with("Authorization: Bearer " + TestTokens.user(UUID.randomUUID()));
    }

    private static void awaitReadiness() {
        if (readyPort != port()) {
            Awaitility.await()
                    .until(() -> RestAssured.given()
                                    .port(managementPort())
                                    .get("/q/health/ready")
                                    .statusCode()
                            == 200);
            readyPort = port();
        }
    }

    /** The port for operators. */
    public static int managementPort() {
        return Config.get().getValue("quarkus.management.test-port", Integer.class);
    }

    /** The port of the gateway under test. */
    public static int port() {
        return RestAssured.port;
    }

    /** The request id. */
    public String id() {
        return id;
    }

    /** Adds a header line. */
    public Call with(String header) {
        headers += header + "\r\n";
        return this;
    }

    /** The request with this method and target up to its body. */
    public String head(String methodAndTarget) {
        return methodAndTarget + " HTTP/1.1\r\n" + headers + "\r\n";
    }

    /** Sends the request without a body on a connection of its own and reads the answer. */
    public String ask(String methodAndTarget) {
        try (RawClient client = new RawClient(port())) {
            return client.send(head(methodAndTarget)).readAnswer();
        }
    }

    /** Opens a connection, sends the request's head and returns the connection. */
    public RawClient open(String methodAndTarget) {
        return new RawClient(port()).send(head(methodAndTarget));
    }

    /** Scripts what the service with this name answers to the call. */
    public Call answeredBy(String service, RecordingService.Script script) {
        Services.service(service).on(id, script);
        return this;
    }

    /** The requests of this call that arrived at services. */
    public List<Received> received() {
        return Services.received(id);
    }

    /** The one request of this call that arrived. */
    public Received only() {
        List<Received> all = received();
        if (all.size() != 1) {
            throw new AssertionError("arrived: " + all);
        }
        return all.getFirst();
    }
}
