package cloud.lariba.gateway.forwarding;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says who the client of a request is: whoever opened the connection, unless that is a proxy that we were told to believe. */
@ApplicationScoped
class Clients {

    private static final Pattern PROTO = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\[\\]:-]{1,255}");

    private final List<AddressRange> trusted;

    Clients(ForwardingConfig config) {
        this.trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(AddressRange::parse)
                .toList();
    }

    Client of(HttpServerRequest request) {
        String peer = withoutScope(request.remoteAddress().hostAddress());
        String proto = request.isSSL() ? "https" : "http";
        String host = request.getHeader(HttpHeaders.HOST);
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return new Client(peer, proto, host);
        }
        return new Client(
                nearestUntrusted(request, peer),
                single(request, "X-Forwarded-Proto", PROTO, proto),
                single(request, "X-Forwarded-Host", HOST, host));
    }

    /** Goes back along the chain as long as the proxies that wrote it are trusted. */
    private String nearestUntrusted(HttpServerRequest request, String peer) {
        String client = peer;
        String chain = String.join(",", request.headers().getAll("X-Forwarded-For"));
        String[] hops = chain.isEmpty() ? new String[0] : chain.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            InetAddress hop = AddressRange.literal(hops[i].strip());
            if (hop == null) {
                return client;
            }
            client = withoutScope(hop.getHostAddress());
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        InetAddress candidate = AddressRange.literal(address);
        return candidate != null && trusted.stream().anyMatch(range -> range.contains(candidate));
    }

    private static String single(HttpServerRequest request, String header, Pattern form, String otherwise) {
        List<String> values = request.headers().getAll(header);
        return values.size() == 1 && form.matcher(values.getFirst()).matches() ? values.getFirst() : otherwise;
    }

    private static String withoutScope(@Nullable String address) {
        if (address == null) {
            return "unknown";
        }
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
