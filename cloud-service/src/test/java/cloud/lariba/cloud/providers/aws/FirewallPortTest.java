package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallPortTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "203.0.113.77/24, 203.0.113.0/24",
        "255.255.255.255/32, 255.255.255.255/32",
        "1.2.3.4/0, 0.0.0.0/0",
        "192.168.129.1/17, 192.168.128.0/17",
    })
    void anAddressStandsForItsNetwork(String cidr, String network) {
        assertEquals(network, FirewallPort.network(cidr));
    }

    @Test
    void rulesBecomeWhatEc2Keeps() {
        List<FirewallRule> rules = List.of(
                new FirewallRule("tcp", "443", "0.0.0.0/0"),
                new FirewallRule("udp", "8000-8080", "10.1.1.1/16"),
                new FirewallRule("icmp", null, "10.0.0.0/8"));

        Set<FirewallPort> wanted = FirewallPort.wanted(rules);

        assertEquals(
                Set.of(
                        new FirewallPort("tcp", 443, 443, "0.0.0.0/0"),
                        new FirewallPort("udp", 8000, 8080, "10.1.0.0/16"),
                        new FirewallPort("icmp", -1, -1, "10.0.0.0/8")),
                wanted);
        assertEquals(
                wanted,
                FirewallPort.present(
                        wanted.stream().map(FirewallPort::permission).toList()));
    }
}
