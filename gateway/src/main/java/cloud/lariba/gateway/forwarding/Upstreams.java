package cloud.lariba.gateway.forwarding;

import cloud.lariba.gateway.routes.Upstream;
import cloud.lariba.rest.Neighbours;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connections to the services: pooled HTTP/1.1, and fresh ones for what a pooled connection lost. */
@ApplicationScoped
public class Upstreams {

    private static final int MAX_HEADER_SIZE = 32 * 1024;

    private final Map<Upstream, Address> addresses;
    private final HttpClient pooled;
    private final HttpClient fresh;
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

    Upstreams(Vertx vertx, Neighbours neighbours, ForwardingConfig config) {
        this.addresses = Stream.of(Upstream.values())
                .collect(Collectors.toUnmodifiableMap(
                        upstream -> upstream, upstream -> Address.of(neighbours.byName(upstream.shortName()))));
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(config.connectionsPerService())
                .setMaxWaitQueueSize(config.waitingPerService());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxHeaderSize(MAX_HEADER_SIZE)
                .setTcpNoDelay(true);
        this.pooled = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> connection.closeHandler(closed -> used.remove(connection)))
                .build();
        this.fresh = vertx.httpClientBuilder()
                .with(new HttpClientOptions(options).setKeepAlive(false))
                .with(pool)
                .build();
    }

    @PreDestroy
    void close() {
        pooled.close();
        fresh.close();
    }

    HttpClient pooled() {
        return pooled;
    }

    /** For a second try: never hands out a connection that something else has used. */
    HttpClient fresh() {
        return fresh;
    }

    /** Notes that the pooled connection is used now, and says whether it had been before. */
    boolean wasUsed(HttpConnection connection) {
        return !used.add(connection);
    }

    Address address(Upstream upstream) {
        return Objects.requireNonNull(addresses.get(upstream));
    }

    /**
     * Gets a small document from a service for the gateway's own use.
     *
     * @param timeout for the whole exchange
     * @return the body of an answer with status 200; any other outcome is a failure with an {@link IOException}
     */
    public Future<Buffer> get(Upstream upstream, String uri, Duration timeout) {
        return pooled.request(address(upstream).request(HttpMethod.GET, uri).setTimeout(timeout.toMillis()))
                .compose(request -> request.send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : response.body()
                                .compose(body -> Future.failedFuture(
                                        new IOException(upstream.shortName() + " answered " + response.statusCode()))))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
