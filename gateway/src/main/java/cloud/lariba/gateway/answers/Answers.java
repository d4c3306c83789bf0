package cloud.lariba.gateway.answers;

import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.Problems;
import cloud.lariba.problem.RequestId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Writes what the gateway answers itself, on the event loop and without JAX-RS. */
@ApplicationScoped
public class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);

    private final ObjectMapper mapper;
    private final ClosingConnections closing;

    Answers(ObjectMapper mapper, ClosingConnections closing) {
        this.mapper = mapper;
        this.closing = closing;
    }

    /**
     * Answers with a problem document. The connection stays open only when nothing of the request is left to read and there is no doubt
     * where the next one begins.
     */
    public void problem(RoutingContext context, ProblemException problem) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            request.connection().close();
            return;
        }
        RequestId.ensure(context);
        boolean last = isDoubtful(problem.code()) || hasBody(request);
        response.setStatusCode(problem.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        SecurityHeaders.set(request);
        if (problem.code() == ProblemCode.UNAUTHENTICATED
                && !response.headers().contains(HttpHeaderNames.WWW_AUTHENTICATE)) {
            response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfter() != null) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(Problems.retryAfterSeconds(problem.retryAfter())));
        }
        Buffer body = json(Problems.document(problem, context));
        if (last) {
            endConnection(request, body);
        } else {
            response.end(body);
        }
    }

    /** Writes the whole answer but does not end it, because that would let Vert.x go on with what is pipelined behind the request. */
    private void endConnection(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        closing.add(request.connection());
        (request.method().equals(HttpMethod.HEAD) ? response.writeHead() : response.write(body))
                .onComplete(written -> closing.closeAfter(request));
    }

    /** Answers with a failure that is ours; the log has it under the request id. */
    public void unexpected(RoutingContext context, Throwable cause) {
        LOG.errorf(cause, "request-failed request=%s", RequestId.ensure(context));
        problem(
                context,
                ProblemException.of(ProblemCode.INTERNAL_ERROR, "The failure was logged under the request id."));
    }

    /** Answers with a document of the gateway's own. A HEAD request gets its headers only. */
    public void document(RoutingContext context, int status, String mediaType, Buffer body) {
        HttpServerRequest request = context.request();
        SecurityHeaders.set(request);
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /** Gives up a request that came behind the last one of its connection, and so may not even be one; false for all others. */
    public boolean isGivenUp(HttpServerRequest request) {
        boolean closing = this.closing.contains(request.connection());
        if (closing) {
            this.closing.cut(request);
        }
        return closing;
    }

    /** The value as the contract's JSON. */
    public Buffer json(Object value) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of our own has no JSON form", e);
        }
    }

    /** Whether the message announces a body, however long. */
    public static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isDoubtful(ProblemCode code) {
        return switch (code) {
            case AMBIGUOUS_REQUEST, URI_TOO_LONG, HEADERS_TOO_LARGE, INTERNAL_ERROR -> true;
            default -> false;
        };
    }
}
