package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.providers.local.LocalServers;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The laptop's servers, with a relay before each. */
final class LocalWorld implements World {

    private static final String PORT = "lariba.providers.local.database.port";
    private static final String ENDPOINT = "lariba.providers.local.s3.endpoint";

    private final Map<String, String> settings = LocalServers.configuration();
    private final List<Relay> relays = new ArrayList<>();

    @Override
    public String region() {
        return "local";
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Map<String, String> settings(Calls calls) {
        Map<String, String> relayed = new HashMap<>(settings);
        int database = Integer.parseInt(settings.getOrDefault(PORT, ""));
        relayed.put(PORT, Integer.toString(relay(database, new StatementConversation("server", calls))));
        int store = URI.create(settings.getOrDefault(ENDPOINT, "")).getPort();
        relayed.put(ENDPOINT, "http://127.0.0.1:" + relay(store, new CallConversation("s3", calls)));
        return relayed;
    }

    private int relay(int port, Relay.Conversation conversation) {
        Relay relay = Relay.to(port, conversation);
        relays.add(relay);
        return relay.port();
    }

    @Override
    public int resources(String type, UUID serviceId, Rows rows) {
        String hex = serviceId.toString().replace("-", "");
        return switch (type) {
            // A row stays behind after its instance has gone; it says when.
            case "compute" ->
                rows.count(
                        "select count(*) from local_instances where service_id = ? and state <> 'terminating'",
                        serviceId);
            case "storage" -> LocalServers.buckets(hex);
            default -> LocalServers.databases(hex);
        };
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
    }
}
