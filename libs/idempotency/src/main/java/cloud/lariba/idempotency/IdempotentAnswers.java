package cloud.lariba.idempotency;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.ClientAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Honours the {@code Idempotency-Key} of the current request. For a method that has slow work to do before its transaction, or something to settle
 * after it; the others carry {@link Idempotent}.
 */
@ApplicationScoped
public class IdempotentAnswers {

    /** The request header that names the key: 1–255 printable ASCII characters. */
    public static final String HEADER = "Idempotency-Key";
    /** The answer's header that says it is the first answer again. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final IdempotencyKeys keys;
    private final SecurityIdentity identity;
    private final CurrentVertxRequest current;
    private final ObjectMapper mapper;

    IdempotentAnswers(
            IdempotencyKeys keys, SecurityIdentity identity, CurrentVertxRequest current, ObjectMapper mapper) {
        this.keys = keys;
        this.identity = identity;
        this.current = current;
        this.mapper = mapper;
    }

    /**
     * Gives the first answer again, or does the work. With a key the work runs in one transaction together with the record of its answer; without
     * one it runs as it is. Only answers below 400 are kept. A caller who is not signed in is known by the network address.
     *
     * @param input what the request says beside its method, path and query, as values that can be written as JSON
     * @throws ProblemException {@code request_in_progress}, {@code idempotency_key_reused}, {@code invalid_input} for a malformed key,
     *     and whatever the work throws, which rolls the transaction back
     */
    public Response once(List<?> input, Callable<Response> work) throws Exception {
        return once(caller(), input, work);
    }

    /**
     * As {@link #once(List, Callable)}, for a caller who is known by something in the request.
     *
     * @param caller who calls, such as the session that a refresh token belongs to
     */
    public Response once(String caller, List<?> input, Callable<Response> work) throws Exception {
        IdempotencyKeys.Request request = request(caller, input).orElse(null);
        if (request == null) {
            return work.call();
        }
        return QuarkusTransaction.joiningExisting().call(() -> {
            KeptAnswer first = keys.claim(request).orElse(null);
            if (first != null) {
                return replay(first);
            }
            Response answer = work.call();
            if (answer.getStatus() < 400) {
                keys.keep(request, kept(answer));
            }
            return answer;
        });
    }

    /**
     * The first answer again, for a method whose checks would refuse a repeated request, or cost much, before {@link #once} is reached; empty when
     * the request is new, or has no key.
     *
     * @throws ProblemException as {@link #once}
     */
    public Optional<Response> earlier(List<?> input) throws JsonProcessingException {
        return request(caller(), input)
                .flatMap(request -> QuarkusTransaction.joiningExisting()
                        .call(() -> keys.claim(request).map(IdempotentAnswers::replay)));
    }

    /**
     * A key for the one call to another service that this request leads to; empty when the request has none. The same request by the same caller
     * gives the same one, whatever its body.
     */
    public Optional<String> onwardKey() throws JsonProcessingException {
        return request(caller(), List.of())
                .map(request ->
                        HexFormat.of().formatHex(keys.digest(request.context().getBytes(StandardCharsets.UTF_8))));
    }

    private String caller() {
        return identity.isAnonymous()
                ? "address " + ClientAddress.of(current.getCurrent().request())
                : identity.getPrincipal().getName();
    }

    private Optional<IdempotencyKeys.Request> request(String caller, List<?> input) throws JsonProcessingException {
        HttpServerRequest http = current.getCurrent().request();
        String key = http.getHeader(HEADER);
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(
                    "#header/" + HEADER, "invalid_format", "Idempotency-Key is 1 to 255 printable ASCII characters.");
        }
        byte[] body = mapper.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsBytes(List.of(http.query() == null ? "" : http.query(), input));
        return Optional.of(new IdempotencyKeys.Request(
                caller,
                http.method() + " " + http.path(),
                keys.digest(key.getBytes(StandardCharsets.US_ASCII)),
                keys.digest(body)));
    }

    private KeptAnswer kept(Response answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new KeptAnswer(answer.getStatus(), headers, mapper.valueToTree(answer.getEntity()));
    }

    private static Response replay(KeptAnswer first) {
        Response.ResponseBuilder answer = Response.status(first.status());
        first.headers().forEach(answer::header);
        if (!first.body().isNull()) {
            answer.type(MediaType.APPLICATION_JSON).entity(first.body());
        }
        return answer.header(REPLAYED, "true").build();
    }
}
