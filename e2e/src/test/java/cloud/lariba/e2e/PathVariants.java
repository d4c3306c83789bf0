package cloud.lariba.e2e;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Ways to write a path so that one reader takes it for another path than the next reader does. */
final class PathVariants {

    private static final List<String> LEADS = List.of(
            "/",
            "//",
            "///",
            "/./",
            "/.//",
            "/%2e/",
            "/%2E/",
            "/x/../",
            "/auth/../",
            "/auth/login/../../",
            "/auth/%2e%2e/",
            "/auth/%2E%2E/",
            "/auth/.%2e/",
            "/auth/%2e./",
            "/auth/..%2f",
            "/auth/..%2F",
            "/auth/..;/",
            "/auth/..;a=b/",
            "/auth/..%3b/",
            "/auth/..%5c",
            "/auth/..\\",
            "/auth/%252e%252e/",
            "/auth/..%252f",
            "/auth/%c0%ae%c0%ae/",
            "/auth/%u002e%u002e/",
            "/auth%2f..%2f",
            "/auth/..%00/",
            "/auth;/../",
            "/docs/../",
            "/docs/%2e%2e/",
            "/docs/..;/",
            "/docs//../",
            "/health/../",
            "/health/..;/",
            "/health/%2e%2e/",
            "/openapi/../",
            "/openapi/..%2f",
            "/.well-known/../",
            "/.well-known/%2e%2e/",
            "/.well-known/..;/",
            "/.well-known/jwks.json/../../",
            "/projects/..%2f..%2f",
            "/%2f",
            "/%2F%2f",
            "/%5c",
            "\\",
            "/\\",
            "/%00/",
            "/;/",
            "/;x=1/",
            "/.;/",
            "/.;x/",
            "/%20/",
            "/%09",
            "/%0d%0a",
            "http://localhost/",
            "http://localhost:8084/",
            "http://127.0.0.1:8081/",
            "https://localhost/",
            "//localhost/",
            "@localhost/");

    private static final List<String> TAILS = List.of(
            "",
            "/",
            "//",
            "/.",
            "/./",
            ";",
            ";x=1",
            "%3B",
            "%3bx=1",
            ".",
            "..",
            "%00",
            "%20",
            "%2f",
            "%2e",
            "%5c",
            "\\",
            "?",
            "?x=/auth/login",
            "#",
            "#/auth/login",
            "%23",
            "%3f",
            ".json",
            "/..;/",
            "~",
            "%09");

    private PathVariants() {}

    /** Variants of a path, given without its leading slash. */
    static Set<String> of(String path) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash);
        Set<String> variants = new LinkedHashSet<>();
        for (String lead : LEADS) {
            variants.add(lead + path);
            variants.add(lead + first.toUpperCase(Locale.ROOT) + rest);
        }
        for (String tail : TAILS) {
            variants.add("/" + path + tail);
            variants.add("/" + first + tail + rest);
            variants.add("/auth/../" + path + tail);
            variants.add("//" + path + tail);
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            String encoded = "%%%02x".formatted((int) c);
            variants.add("/" + path.substring(0, i) + encoded + path.substring(i + 1));
            variants.add("/" + path.substring(0, i) + "%25" + encoded.substring(1) + path.substring(i + 1));
        }
        return variants;
    }
}
