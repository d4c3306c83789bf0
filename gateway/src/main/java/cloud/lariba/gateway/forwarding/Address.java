package cloud.lariba.gateway.forwarding;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * Where a service is reached.
 *
 * @param base its base URL, without a slash at its end
 * @param host the host to connect to
 * @param port the port to connect to
 * @param tls whether over TLS
 * @param prefix the path of the base URL; mostly empty
 */
record Address(String base, String host, int port, boolean tls, String prefix) {

    static Address of(URI base) {
        boolean tls = "https".equals(base.getScheme());
        int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        return new Address(base.toString(), base.getHost(), port, tls, base.getRawPath());
    }

    /** A request to the service for this path and query, given in raw form. */
    RequestOptions request(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(prefix.isEmpty() ? uri : prefix + uri);
    }
}
