package cloud.lariba.gateway.requests;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Spellings of a path with which somebody might try to have two readers disagree. Seeded: the same ones on every run. */
final class PathVariants {

    private static final List<String> SEPARATORS = List.of(
            "/",
            "//",
            "/./",
            "/.//",
            "/x/../",
            "/x/%2e%2e/",
            "/%2e/",
            "/.%2e/",
            "%2f",
            "%2F",
            "%252f",
            "%252F",
            "%5c",
            "%5C",
            "\\",
            "/;/",
            ";/",
            "/;x=y/",
            "%3b/",
            "%3B/",
            "/%20/",
            "%00/",
            "/%00",
            "%0a/",
            "%0d%0a/",
            "\t/",
            "/%09/",
            "%c0%af",
            "%e0%80%af",
            "%ef%bc%8f",
            "/..;/",
            "/%2e%2e;/",
            "/.;/",
            "/...;/",
            "%23/",
            "#/",
            "?/",
            "%3f/",
            "/%c0%ae%c0%ae/",
            "/%u002e/",
            "\u00ef\u00bc\u008f");
    private static final List<String> ENDS = List.of(
            "", "/", "//", "/.", "/..", "/./", ".", "..", ";", ";a=b", ";.json", "%3b", "%2f", "%00", "%20", " ", "?",
            "?a", "#", "#a", "%23", "%3f", ".json", "~", "%7e", "%0a", "%", "%2", "/%2e", "/%2e%2e", "..;/", "/;", "\\",
            "%5c", "/*", ":80", "@x");
    private static final List<String> STARTS = List.of(
            "",
            "/",
            "/.",
            "/..",
            "/x/..",
            "/;",
            "/%2e",
            "/%2e%2e",
            "%2f",
            "\\",
            "/%5c",
            "/auth/login/..",
            "/auth/login/%2e%2e",
            "/auth/login;/..",
            "/auth/oauth/..",
            "/auth/oauth/x/../..",
            "/auth/oauth/%2e%2e",
            "/auth/oauth/..;",
            "/.well-known/..",
            "/health/..",
            "/docs/..",
            "/docs/%2e%2e",
            "/docs/..;",
            "/openapi/..",
            "http://gateway.test",
            "http://evil.test",
            "HTTP://gateway.test/",
            "//evil.test",
            "/auth/login//",
            "/users/../auth/login/..");

    private PathVariants() {}

    /** At least this many variants of protected and of internal paths. */
    static List<String> atLeast(int count) {
        List<String> paths = List.of(
                "/users/me",
                "/projects",
                "/services/1",
                "/auth/sessions",
                "/admin/orphans",
                "/analytics",
                "/internal/token",
                "/internal/revocations",
                "/internal/events",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/q/dev",
                "/q/swagger-ui");
        Set<String> variants = new LinkedHashSet<>();
        for (String path : paths) {
            STARTS.forEach(start -> ENDS.forEach(end -> variants.add(start + path + end)));
            SEPARATORS.forEach(separator -> variants.add(path.replace("/", separator)));
            SEPARATORS.forEach(separator -> variants.add("/" + path.substring(1).replace("/", separator)));
        }
        var random = new Random(20260101);
        while (variants.size() < count) {
            variants.add(random(paths.get(random.nextInt(paths.size())), random));
        }
        return new ArrayList<>(variants);
    }

    private static String random(String path, Random random) {
        var variant = new StringBuilder(STARTS.get(random.nextInt(STARTS.size())));
        for (char c : path.toCharArray()) {
            switch (random.nextInt(12)) {
                case 0 -> variant.append("%%%02x".formatted((int) c));
                case 1 -> variant.append("%%25%02X".formatted((int) c));
                case 2 -> variant.append(Character.toUpperCase(c));
                case 3 -> variant.append(c == '/' ? SEPARATORS.get(random.nextInt(SEPARATORS.size())) : "" + c);
                default -> variant.append(c);
            }
        }
        return variant.append(ENDS.get(random.nextInt(ENDS.size()))).toString();
    }
}
