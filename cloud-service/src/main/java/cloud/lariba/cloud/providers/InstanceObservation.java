package cloud.lariba.cloud.providers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a provider says about an instance. */
public sealed interface InstanceObservation {

    /** There is none, or none any more. */
    record Absent() implements InstanceObservation {}

    /**
     * It is there.
     *
     * @param state what it does
     * @param instanceType the size it has
     * @param instanceId its id at the provider
     * @param privateIp its address inside
     * @param publicIp its address outside, or null
     * @param dnsName a name for it, or null
     * @param simulated whether there is no machine behind it
     */
    record Present(
            State state,
            String instanceType,
            String instanceId,
            String privateIp,
            @Nullable String publicIp,
            @Nullable String dnsName,
            boolean simulated)
            implements InstanceObservation {

        /** The outputs of the service. */
        public Map<String, Object> outputs() {
            Map<String, Object> outputs = new LinkedHashMap<>();
            outputs.put("instance_id", instanceId);
            if (!privateIp.isEmpty()) {
                outputs.put("private_ip", privateIp);
            }
            if (publicIp != null) {
                outputs.put("public_ip", publicIp);
            }
            if (dnsName != null) {
                outputs.put("dns_name", dnsName);
            }
            outputs.put("simulated", simulated);
            return outputs;
        }
    }

    /**
     * It cannot be used and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Failed(String reason) implements InstanceObservation {}

    /** What an instance does. */
    enum State {
        /** It is being made or started. */
        PENDING,
        /** It runs. */
        RUNNING,
        /** It is being restarted. */
        REBOOTING,
        /** It is being stopped. */
        STOPPING,
        /** It is stopped; its disk is kept. */
        STOPPED,
        /** It is being removed. */
        TERMINATING
    }
}
