package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/**
 * One opening of a security group, in the form that EC2 keeps it in.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}
 * @param from first port, or -1 for all kinds of ICMP
 * @param to last port, or -1
 * @param cidr from where, an IPv4 network with the bits of its host part zero
 */
record FirewallPort(String protocol, int from, int to, String cidr) {

    private static final int ALL = -1;
    private static final int BITS = 32;
    private static final int BITS_OF_A_BYTE = 8;

    static Set<FirewallPort> wanted(List<FirewallRule> rules) {
        return rules.stream().map(FirewallPort::of).collect(Collectors.toSet());
    }

    /** What a group lets in from networks, one by one. */
    static Set<FirewallPort> present(List<IpPermission> permissions) {
        return permissions.stream()
                .flatMap(permission -> permission.ipRanges().stream()
                        .map(range -> new FirewallPort(
                                permission.ipProtocol(),
                                permission.fromPort() == null ? ALL : permission.fromPort(),
                                permission.toPort() == null ? ALL : permission.toPort(),
                                range.cidrIp())))
                .collect(Collectors.toSet());
    }

    IpPermission permission() {
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(range -> range.cidrIp(cidr))
                .build();
    }

    /** The rules that say this, in a fixed order. */
    static List<FirewallRule> rules(Set<FirewallPort> ports) {
        return ports.stream()
                .sorted(Comparator.comparing(FirewallPort::protocol)
                        .thenComparing(FirewallPort::from)
                        .thenComparing(FirewallPort::to)
                        .thenComparing(FirewallPort::cidr))
                .map(FirewallPort::rule)
                .toList();
    }

    private FirewallRule rule() {
        String ports = from == to ? Integer.toString(from) : from + "-" + to;
        return new FirewallRule(protocol, from == ALL ? null : ports, cidr);
    }

    static FirewallPort of(FirewallRule rule) {
        String ports = rule.portRange();
        if (ports == null || rule.protocol().equals("icmp")) {
            return new FirewallPort(rule.protocol(), ALL, ALL, network(rule.cidr()));
        }
        String[] ends = ports.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
        return new FirewallPort(rule.protocol(), first, last, network(rule.cidr()));
    }

    /** The network that an address with a prefix length lies in: EC2 keeps {@code 10.1.2.3/8} as {@code 10.0.0.0/8}. */
    static String network(String cidr) {
        int slash = cidr.indexOf('/');
        int length = Integer.parseInt(cidr.substring(slash + 1));
        int address = 0;
        for (String part : cidr.substring(0, slash).split("\\.")) {
            address = address << BITS_OF_A_BYTE | Integer.parseInt(part);
        }
        int masked = length == 0 ? 0 : address & -1 << BITS - length;
        return (masked >>> 24) + "." + (masked >>> 16 & 0xff) + "." + (masked >>> 8 & 0xff) + "." + (masked & 0xff)
                + "/" + length;
    }
}
