package cloud.lariba.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Received;
import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ForwardingTest {

    @ParameterizedTest
    @CsvSource({
        "/auth/sessions, auth",
        "/users/me, user",
        "/projects, project",
        "/projects/1/members/2, project",
        "/invitations/x/accept, project",
        "/services/1, cloud",
        "/operations/1, cloud",
        "/events, cloud",
        "/service-types/compute, cloud",
        "/admin/orphans, cloud",
        "/analytics, analytics",
        "/analytics/v1/metrics, analytics"
    })
    void eachPathReachesTheServiceThatOwnsIt(String path, String service) {
        Call call = Call.signedIn();

        String answer = call.ask("GET " + path + "?a=%20b&c=d");

        assertEquals(200, RawClient.status(answer), answer);
        assertEquals(service, call.only().service());
        assertEquals(path + "?a=%20b&c=d", call.only().target());
    }

    @Test
    void onlyTheGatewayTellsServicesAboutTheClient() {
        Call call = Call.signedIn()
                .with("X-User-Id: 1")
                .with("x-user-roles: admin")
                .with("X-Forwarded-For: 1.1.1.1")
                .with("X-Forwarded-Port: 1")
                .with("X-Forwarded-Host: evil")
                .with("X-Forwarded-Proto: https")
                .with("Forwarded: for=1.1.1.1")
                .with("X-Real-IP: 1.1.1.1");

        call.ask("GET /users/me");

        Received request = call.only();
        assertEquals(List.of("127.0.0.1"), request.all("X-Forwarded-For"));
        assertEquals(List.of("gateway.test"), request.all("X-Forwarded-Host"));
        assertEquals(List.of("http"), request.all("X-Forwarded-Proto"));
        assertEquals(List.of("for=127.0.0.1;host=\"gateway.test\";proto=http"), request.all("Forwarded"));
        assertFalse(request.headers().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                        name.startsWith("x-user-") || name.equals("x-real-ip") || name.equals("x-forwarded-port")));
    }
}
