package cloud.lariba.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code POST} resource method that returns a {@code Response}: honours the {@code Idempotency-Key} header. With a key the method runs in one
 * transaction together with the record of its answer, so the effect and the answer are kept both or neither; calls to other
 * services belong before it or into the outbox. Without a key the method runs as it is, so it begins its own transactions.
 *
 * <p>Only answers below 400 are kept: after a failure nothing happened, and the key may be used again.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
