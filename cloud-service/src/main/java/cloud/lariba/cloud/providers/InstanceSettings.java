package cloud.lariba.cloud.providers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is: the spec of a compute service with its defaults applied.
 *
 * @param instanceType its size, such as {@code t3.small}
 * @param image what it boots: an alias such as {@code ubuntu-24.04}, or the id of an AMI
 * @param diskGb size of its disk in GB
 * @param sshKeys public keys that may log in, in OpenSSH's format
 * @param userData what runs at the first boot, or null; may hold secrets
 * @param firewall what may come in; everything else may not
 * @param publicIp whether it is reachable from the internet
 */
@RegisterForReflection
public record InstanceSettings(
        String instanceType,
        String image,
        int diskGb,
        List<String> sshKeys,
        @Nullable String userData,
        List<FirewallRule> firewall,
        boolean publicIp)
        implements Settings {

    private static final String CUSTOM_IMAGE = "ami-";

    /**
     * Some traffic may come in.
     *
     * @param protocol {@code tcp}, {@code udp} or {@code icmp}
     * @param portRange one port or {@code from-to}; null for icmp
     * @param cidr from where
     */
    @RegisterForReflection
    public record FirewallRule(String protocol, @Nullable String portRange, String cidr) {}

    @Override
    public Set<Capability> needs() {
        Set<Capability> needed = EnumSet.of(Capability.COMPUTE);
        if (image.startsWith(CUSTOM_IMAGE)) {
            needed.add(Capability.COMPUTE_CUSTOM_IMAGE);
        }
        if (!sshKeys.isEmpty()) {
            needed.add(Capability.COMPUTE_SSH_KEYS);
        }
        if (userData != null) {
            needed.add(Capability.COMPUTE_USER_DATA);
        }
        if (!firewall.isEmpty()) {
            needed.add(Capability.COMPUTE_FIREWALL);
        }
        if (publicIp) {
            needed.add(Capability.COMPUTE_PUBLIC_IP);
        }
        return needed;
    }

    @Override
    public String toString() {
        return "InstanceSettings[" + instanceType + ", " + image + "]";
    }
}
