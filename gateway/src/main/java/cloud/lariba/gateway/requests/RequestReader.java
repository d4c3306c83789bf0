package cloud.lariba.gateway.requests;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the head of a request, or refuses it: the only place where the gateway interprets what a client wrote. */
@ApplicationScoped
public class RequestReader {

    private final long maxUri;
    private final long maxHeaders;

    RequestReader(RequestLimits limits) {
        this.maxUri = limits.uri().asLongValue();
        this.maxHeaders = limits.headers().asLongValue();
    }

    /**
     * The canonical target of the request.
     *
     * @throws ProblemException {@code uri_too_long}, {@code headers_too_large} or {@code ambiguous_request}
     */
    public RequestTarget read(HttpServerRequest request) {
        if (request.uri().length() > maxUri) {
            throw ProblemException.of(
                    ProblemCode.URI_TOO_LONG, "The request target is longer than " + maxUri + " bytes.");
        }
        if (request.decoderResult() instanceof HttpMessageDecoderResult size && size.headerSize() > maxHeaders) {
            throw ProblemException.of(
                    ProblemCode.HEADERS_TOO_LARGE, "The headers are larger than " + maxHeaders + " bytes.");
        }
        Framing.check(request);
        return RequestTarget.parse(request.uri(), Host.of(request));
    }
}
