package cloud.lariba.cloud.projects;

import cloud.lariba.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** A 404 of project-service is an answer: the user has no role there. Everything else that is not an answer is a failure. */
class MissingProjectMapper implements ResponseExceptionMapper<ProblemException> {

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status == Response.Status.NOT_FOUND.getStatusCode();
    }

    @Override
    public ProblemException toThrowable(Response answer) {
        return ProblemException.notFound();
    }
}
