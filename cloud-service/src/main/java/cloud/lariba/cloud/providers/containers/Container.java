package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as its engine shows it.
 *
 * @param id the engine's id, 64 hexadecimal digits
 * @param status the engine's word for what it does
 * @param address in the engine's network; empty while it does not run, and where the network shows none
 */
record Container(String id, String name, String status, Map<String, String> labels, Limits limits, String address) {

    /** From the answer to {@code container inspect}. */
    static List<Container> parse(String json) {
        return Json.parse(json).valueStream().map(Container::of).toList();
    }

    private static Container of(JsonNode shown) {
        Map<String, String> labels = new HashMap<>();
        shown.path("Config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String name = shown.path("Name").asText();
        return new Container(
                shown.path("Id").asText(),
                name.startsWith("/") ? name.substring(1) : name,
                shown.path("State").path("Status").asText(),
                Map.copyOf(labels),
                limits(shown.path("HostConfig")),
                address(shown.path("NetworkSettings")));
    }

    private static Limits limits(JsonNode host) {
        return Limits.shown(
                host.path("CpuQuota").asLong(),
                host.path("CpuPeriod").asLong(),
                host.path("NanoCpus").asLong(),
                host.path("Memory").asLong());
    }

    private static String address(JsonNode settings) {
        return settings.path("Networks")
                .valueStream()
                .map(network -> network.path("IPAddress").asText())
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What it does, in the words of instances; empty when an instance does nothing of the kind, such as being paused. */
    Optional<State> state() {
        return Optional.ofNullable(
                switch (status) {
                    case "created", "configured", "initialized" -> State.PENDING;
                    case "running" -> State.RUNNING;
                    case "restarting" -> State.REBOOTING;
                    case "stopping" -> State.STOPPING;
                    case "exited", "stopped" -> State.STOPPED;
                    case "removing" -> State.TERMINATING;
                    default -> null;
                });
    }
}
