package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Refuses the JSON text {@code null} as a body, as {@link EmptyBodyFilter} does for a body that is missing. */
@Provider
public class NullBodyInterceptor implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw ProblemException.invalid("", "required", "A JSON body is required.");
        }
        return body;
    }
}
