package cloud.lariba.idempotency;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs {@link Idempotent} methods; inside the security checks, outside the method's own transaction. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE + 150)
public class IdempotentInterceptor {

    /** The request header that names the key: 1–255 printable ASCII characters. */
    public static final String HEADER = "Idempotency-Key";
    /** The answer's header that says it is the first answer again. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final CurrentVertxRequest current;
    private final ObjectMapper mapper;

    IdempotentInterceptor(
            IdempotencyKeys keys, CurrentCaller caller, CurrentVertxRequest current, ObjectMapper mapper) {
        this.keys = keys;
        this.caller = caller;
        this.current = current;
        this.mapper = mapper;
    }

    @AroundInvoke
    @Nullable
    Object once(InvocationContext invocation) throws Exception {
        HttpServerRequest http = current.getCurrent().request();
        String key = http.getHeader(HEADER);
        if (key == null) {
            return invocation.proceed();
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(
                    "#header/" + HEADER, "invalid_format", "Idempotency-Key is 1 to 255 printable ASCII characters.");
        }
        IdempotencyKeys.Request request = request(invocation, http, key);
        return QuarkusTransaction.joiningExisting().call(() -> {
            KeptAnswer first = keys.claim(request).orElse(null);
            if (first != null) {
                return replay(first);
            }
            Response answer = (Response) invocation.proceed();
            if (answer.getStatus() < 400) {
                keys.keep(request, kept(answer));
            }
            return answer;
        });
    }

    private IdempotencyKeys.Request request(InvocationContext invocation, HttpServerRequest http, String key)
            throws JsonProcessingException {
        String who = caller.find().map(c -> c.userId().toString()).orElseGet(() -> "anonymous");
        List<Object> input = new ArrayList<>();
        input.add(http.query() == null ? "" : http.query());
        for (Object parameter : invocation.getParameters()) {
            if (parameter instanceof Record || parameter instanceof JsonNode) {
                input.add(parameter);
            }
        }
        byte[] body =
                mapper.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsBytes(input);
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
