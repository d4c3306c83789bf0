package cloud.lariba.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs {@link Idempotent} methods; inside the security checks, outside the method's own transaction. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE + 150)
public class IdempotentInterceptor {

    private final IdempotentAnswers answers;

    IdempotentInterceptor(IdempotentAnswers answers) {
        this.answers = answers;
    }

    @AroundInvoke
    @Nullable
    Object once(InvocationContext invocation) throws Exception {
        List<Object> input = Arrays.stream(invocation.getParameters())
                .filter(parameter -> parameter instanceof Record || parameter instanceof JsonNode)
                .toList();
        return answers.once(input, () -> (Response) invocation.proceed());
    }
}
