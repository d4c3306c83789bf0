package cloud.lariba.gateway.forwarding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the gateway talks to the services, and whom it believes about clients. */
@ConfigMapping(prefix = "lariba.gateway.forwarding")
public interface ForwardingConfig {

    /** How long a connection to a service may take to come about. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** How long an unused connection to a service is kept. Shorter than the services keep theirs. */
    @WithDefault("30S")
    Duration keepAlive();

    /** How many connections to one service there may be; each request, long poll and event stream in flight takes one. */
    @WithDefault("1024")
    int connectionsPerService();

    /** How many requests may wait for a connection to one service before further ones are refused as overload. */
    @WithDefault("256")
    int waitingPerService();

    /**
     * Addresses of the proxies in front of the gateway, each alone or as a range such as {@code 10.0.0.0/8}. Only from these is what
     * {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} say about a client believed.
     */
    Optional<List<String>> trustedProxies();
}
