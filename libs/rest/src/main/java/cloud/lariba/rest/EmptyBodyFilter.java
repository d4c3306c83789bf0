package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses a request without a body where the resource method takes one, unless its parameter is {@link Nullable}. */
@Singleton
public class EmptyBodyFilter {

    private final Map<Method, Boolean> takesBody = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void refuse(ResourceInfo resource, HttpServerRequest request) {
        Method method = resource.getResourceMethod();
        if (method != null && isEmpty(request) && takesBody.computeIfAbsent(method, EmptyBodyFilter::takesBody)) {
            throw ProblemException.invalid("", "required", "The request needs a JSON body.");
        }
    }

    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? request.getHeader("Transfer-Encoding") == null : length.equals("0");
    }

    private static boolean takesBody(Method method) {
        return Arrays.stream(method.getAnnotatedParameterTypes()).anyMatch(EmptyBodyFilter::isRequiredBody);
    }

    private static boolean isRequiredBody(AnnotatedType parameter) {
        return parameter.getType() instanceof Class<?> type
                && (type.isRecord() || JsonNode.class.isAssignableFrom(type))
                && !parameter.isAnnotationPresent(Nullable.class);
    }
}
