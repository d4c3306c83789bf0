package cloud.lariba.gateway.tokens;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/** The credentials that a request carries (RFC 6750, section 2.1). */
public sealed interface Bearer {

    /** No credentials. */
    record Absent() implements Bearer {}

    /** Something that cannot be a bearer token. */
    record Malformed() implements Bearer {}

    /** One token, not judged yet. */
    record Token(String value) implements Bearer {

        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** Reads the {@code Authorization} header: exactly one, of the scheme Bearer in any case of letters. */
    static Bearer of(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (credentials.isEmpty()) {
            return new Absent();
        }
        String only = credentials.getFirst();
        if (credentials.size() > 1 || !only.regionMatches(true, 0, Form.SCHEME, 0, Form.SCHEME.length())) {
            return new Malformed();
        }
        String token = only.substring(Form.SCHEME.length());
        return Form.TOKEN.matcher(token).matches() ? new Token(token) : new Malformed();
    }

    /** The written form of bearer credentials. */
    final class Form {

        private static final String SCHEME = "Bearer ";
        private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

        private Form() {}
    }
}
