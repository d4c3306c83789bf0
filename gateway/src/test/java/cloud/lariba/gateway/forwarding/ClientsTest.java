package cloud.lariba.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.OddSurroundings;
import cloud.lariba.gateway.testing.Received;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(OddSurroundings.class)
class ClientsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.9.9.9 | 9.9.9.9",
                "9.9.9.9, 10.1.2.3 | 9.9.9.9",
                "1.1.1.1, 9.9.9.9, 10.1.2.3, 10.1.0.1 | 9.9.9.9",
                "9.9.9.9, 10.2.0.1 | 10.2.0.1",
                "2001:db8::1, fd00::1 | 2001:db8:0:0:0:0:0:1",
                "evil, 10.1.2.3 | 10.1.2.3",
                "evil | 127.0.0.1",
                "10.1.0.1 | 10.1.0.1"
            })
    void theNearestAddressThatIsNoTrustedProxyIsTheClient(String chain, String client) {
        Call call = Call.signedIn().with("X-Forwarded-For: " + chain);

        call.ask("GET /users/me");

        assertEquals(List.of(client), call.only().all("X-Forwarded-For"));
    }

    @Test
    void aTrustedProxySaysHowTheClientCame() {
        Call call = Call.signedIn().with("X-Forwarded-Proto: https").with("X-Forwarded-Host: api.lariba.cloud");

        call.ask("GET /users/me");

        Received request = call.only();
        assertEquals("https", request.header("X-Forwarded-Proto"));
        assertEquals("api.lariba.cloud", request.header("X-Forwarded-Host"));
        assertEquals("for=127.0.0.1;host=\"api.lariba.cloud\";proto=https", request.header("Forwarded"));
    }

    @Test
    void whatATrustedProxySaysTwiceIsNotBelieved() {
        Call call = Call.signedIn().with("X-Forwarded-Proto: https").with("X-Forwarded-Proto: http");

        call.ask("GET /users/me");

        assertEquals(List.of("http"), call.only().all("X-Forwarded-Proto"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.128, true",
        "0.0.0.0/0, 1.2.3.4, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "fe80::/10, fe80::1, true",
        "::/0, 1.2.3.4, false"
    })
    void rangesAreComparedBitByBit(String range, String address, boolean contained) {
        assertEquals(contained, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129"})
    void whatIsNoRangeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }
}
