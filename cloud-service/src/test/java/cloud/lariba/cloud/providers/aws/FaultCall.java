package cloud.lariba.cloud.providers.aws;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of AWS as it came.
 *
 * @param method of HTTP
 * @param uri path and query
 * @param headers all of them
 * @param body of the request
 * @param name service and action, such as {@code ec2 RunInstances}
 * @param parameters of the query protocol; none in other protocols
 */
record FaultCall(
        HttpMethod method, String uri, MultiMap headers, Buffer body, String name, Map<String, String> parameters) {

    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,&]+)/\\d+/[^/]+/([a-z0-9-]+)/aws4_request");
    private static final String S3 = "s3";

    static FaultCall of(HttpMethod method, String uri, MultiMap headers, Buffer body) {
        String service = scope(headers, uri).map(scope -> scope.group(2)).orElse(S3);
        Map<String, String> parameters = Map.of();
        String action;
        if (service.equals(S3)) {
            action = FaultS3Actions.name(method, uri);
        } else if (headers.contains("X-Amz-Target")) {
            String target = headers.get("X-Amz-Target");
            action = target.substring(target.lastIndexOf('.') + 1);
        } else {
            parameters = form(body.toString(StandardCharsets.UTF_8));
            action = parameters.getOrDefault("Action", "");
        }
        return new FaultCall(method, uri, headers, body, service + " " + action, parameters);
    }

    boolean is(String other) {
        return name.equals(other);
    }

    String service() {
        return name.substring(0, name.indexOf(' '));
    }

    /** The id of the access key that signed it; empty for a presigned URL and for a call without a signature. */
    String signer() {
        return Optional.ofNullable(headers.get("Authorization"))
                .map(SCOPE::matcher)
                .filter(Matcher::find)
                .map(scope -> scope.group(1))
                .orElse("");
    }

    /**
     * What tells one try of the SDK from another; empty for other clients. The JDK's HTTP client repeats some requests by itself when a connection
     * ends early, and only this shows that it did.
     */
    Optional<String> tryOfSdk() {
        return Optional.ofNullable(headers.get("amz-sdk-invocation-id"))
                .map(invocation -> invocation + " " + headers.get("amz-sdk-request"));
    }

    /** Whether a parameter whose name begins like this has this value. */
    boolean names(String parameter, String value) {
        return parameters.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().startsWith(parameter) && one.getValue().equals(value));
    }

    private static Optional<Matcher> scope(MultiMap headers, String uri) {
        String authorization = headers.get("Authorization");
        String signed = authorization == null
                ? URLDecoder.decode(uri, StandardCharsets.UTF_8).replace("X-Amz-Credential", "Credential")
                : authorization;
        return Optional.of(SCOPE.matcher(signed)).filter(Matcher::find);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
