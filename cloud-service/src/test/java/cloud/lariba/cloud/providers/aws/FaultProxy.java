package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands between a client and an endpoint of AWS and lets calls go wrong as a {@link FaultPlan} says. Requests and answers pass as they came, the Host
 * header included, which signatures cover. Each answer ends its connection, so that no call meets a connection that another one's fault ended.
 */
final class FaultProxy implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "expect");
    private static final long DELAY_MILLIS = 150;
    private static final int CONNECTIONS = 128;
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final URI target;
    private final FaultPlan plan;
    private final List<FaultStage> stages;
    private final HttpClient client = VERTX.createHttpClient(
            new HttpClientOptions().setKeepAlive(false), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final HttpServer server = VERTX.createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHandle100ContinueAutomatically(true));
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Fault> tries = new HashMap<>();

    /**
     * A call that came.
     *
     * @param name service and action
     * @param nth of this name, from 1
     * @param fault what went wrong with it
     */
    record Seen(String name, int nth, Fault fault) {

        @Override
        public String toString() {
            return name + "#" + nth + (fault == Fault.NONE ? "" : " " + fault);
        }
    }

    FaultProxy(URI target, FaultPlan plan, List<FaultStage> stages) {
        this.target = target;
        this.plan = plan;
        this.stages = stages;
        server.requestHandler(this::accept)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Does something that may take time without keeping other calls waiting. */
    static <T> Future<T> aside(Callable<T> work) {
        return VERTX.executeBlocking(work, false);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The calls that came, in order. */
    List<Seen> calls() {
        return List.copyOf(seen);
    }

    /** How many calls of this name came. */
    long count(String name) {
        return seen.stream().filter(one -> one.name().equals(name)).count();
    }

    private void accept(HttpServerRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        request.body()
                .map(body -> FaultCall.of(request.method(), request.uri(), headers, body))
                .onSuccess(call -> carry(call, request))
                .onFailure(broken -> request.connection().close());
    }

    private void carry(FaultCall call, HttpServerRequest request) {
        Fault known = call.tryOfSdk().map(tries::get).orElse(null);
        if (known != null && known.breaksConnection()) {
            request.connection().close();
            return;
        }
        Fault fault = decide(call);
        switch (fault) {
            case REQUEST_LOST -> request.connection().close();
            case THROTTLED -> send(request, FaultAnswer.throttled(call));
            case BROKEN -> send(request, FaultAnswer.broken(call));
            case DELAYED -> VERTX.setTimer(DELAY_MILLIS, passed -> through(call, request, fault));
            case NONE, ANSWER_LOST, ANSWER_CUT -> through(call, request, fault);
        }
    }

    private Fault decide(FaultCall call) {
        int nth = counts.merge(call.name(), 1, Integer::sum);
        Fault fault = plan.fault(call, nth);
        seen.add(new Seen(call.name(), nth, fault));
        call.tryOfSdk().ifPresent(one -> tries.put(one, fault));
        return fault;
    }

    private void through(FaultCall call, HttpServerRequest request, Fault fault) {
        staged(0)
                .apply(call)
                .onSuccess(answer -> {
                    switch (fault) {
                        case ANSWER_LOST -> request.connection().close();
                        case ANSWER_CUT -> cut(request, answer);
                        default -> send(request, answer);
                    }
                })
                .onFailure(unreachable -> request.connection().close());
    }

    private Function<FaultCall, Future<FaultAnswer>> staged(int from) {
        return from == stages.size() ? this::forward : call -> stages.get(from).pass(call, staged(from + 1));
    }

    private Future<FaultAnswer> forward(FaultCall call) {
        return client.request(new RequestOptions()
                        .setMethod(call.method())
                        .setHost(target.getHost())
                        .setPort(target.getPort())
                        .setURI(call.uri())
                        .setHeaders(ofTheCall(call.headers())))
                .compose(request -> request.send(call.body()))
                .compose(response ->
                        response.body().map(body -> new FaultAnswer(response.statusCode(), response.headers(), body)));
    }

    private static void send(HttpServerRequest request, FaultAnswer answer) {
        HttpServerResponse response = begin(request, answer);
        if (!request.method().equals(HttpMethod.HEAD)) {
            response.end(answer.body()).onComplete(sent -> request.connection().close());
            return;
        }
        response.end().onComplete(sent -> request.connection().close());
    }

    private static void cut(HttpServerRequest request, FaultAnswer answer) {
        Buffer half = answer.body().slice(0, answer.body().length() / 2);
        begin(request, answer)
                .write(half)
                .onComplete(sent -> request.connection().close());
    }

    private static HttpServerResponse begin(HttpServerRequest request, FaultAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        response.headers().addAll(ofTheCall(answer.headers()));
        String length =
                request.method().equals(HttpMethod.HEAD) && answer.headers().contains("Content-Length")
                        ? answer.headers().get("Content-Length")
                        : Integer.toString(answer.body().length());
        response.putHeader("Content-Length", length).putHeader("Connection", "close");
        return response;
    }

    private static MultiMap ofTheCall(MultiMap headers) {
        MultiMap kept = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        OF_THE_CONNECTION.forEach(kept::remove);
        return kept;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
