package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses {@code ?dry_run}, {@code ?dry_run=} and {@code ?dry_run=true&dry_run=false}, and likewise the other flags that decide how much a request does:
 * an empty parameter would reach the resource like none, and the request would act for real.
 */
@Singleton
public class ClearFlagsFilter {

    private static final List<String> FLAGS = List.of("dry_run", "cascade", "force");

    @ServerRequestFilter
    void refuse(HttpServerRequest request) {
        if (request.query() == null) {
            return;
        }
        for (String flag : FLAGS) {
            List<String> values = request.params().getAll(flag);
            if (values.size() > 1 || values.contains("")) {
                throw ProblemException.invalid("#query/" + flag, "invalid_format", flag + " is true or false, once.");
            }
        }
    }
}
