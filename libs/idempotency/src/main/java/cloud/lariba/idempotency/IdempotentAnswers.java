package cloud.lariba.idempotency;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final CurrentCaller caller;
    private final CurrentVertxRequest current;
    private final ObjectMapper mapper;

    IdempotentAnswers(IdempotencyKeys keys, CurrentCaller caller, CurrentVertxRequest current, ObjectMapper mapper) {
        this.keys = keys;
        this.caller = caller;
        this.current = current;
        this.mapper = mapper;
    }

    /**
     * Gives the first answer again, or does the work. With a key the work runs in one transaction together with the record of its answer; without
     * one it runs as it is. Only answers below 400 are kept.
     *
     * @param input what the request says beside its method, path and query, as values that can be written as JSON
     * @throws ProblemException {@code request_in_progress}, {@code idempotency_key_reused}, {@code invalid_input} for a malformed key,
     *     and whatever the work throws, which rolls the transaction back
     */
    public Response once(List<?> input, Callable<Response> work) throws Exception {
        HttpServerRequest http = current.getCurrent().request();
        String key = http.getHeader(HEADER);
        if (key == null) {
            return work.call();
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(
                    "#header/" + HEADER, "invalid_format", "Idempotency-Key is 1 to 255 printable ASCII characters.");
        }
        IdempotencyKeys.Request request = request(http, key, input);
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

    private IdempotencyKeys.Request request(HttpServerRequest http, String key, List<?> input)
            throws JsonProcessingException {
        String who = caller.find().map(c -> c.userId().toString()).orElse("anonymous");
        byte[] body = mapper.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsBytes(List.of(http.query() == null ? "" : http.query(), input));
        return new IdempotencyKeys.Request(
                who,
                http.method() + " " + http.path(),
                keys.digest(key.getBytes(StandardCharsets.US_ASCII)),
                keys.digest(body));
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
