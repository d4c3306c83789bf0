package cloud.lariba.gateway.routes;

import java.util.Set;

/**
 * A path that is matched by whole segments, and the methods that it is for.
 *
 * @param methods the methods; empty for all. GET stands for HEAD too
 * @param path the literal path, without a slash at its end
 * @param below whether everything below the path matches too
 */
record PathPattern(Set<String> methods, String path, boolean below) {

    private static final String BELOW = "/**";

    PathPattern {
        methods = Set.copyOf(methods);
        if (!path.startsWith("/") || path.endsWith("/") || path.contains("*") || path.contains("//")) {
            throw new IllegalArgumentException("not a path to route: " + path);
        }
    }

    /** Reads a method and a path such as {@code GET /auth/oauth/**}; the stars are for everything below, not the path itself. */
    static PathPattern parse(String methodAndPath) {
        String[] words = methodAndPath.strip().split(" +");
        if (words.length != 2) {
            throw new IllegalArgumentException("not a method and a path: " + methodAndPath);
        }
        boolean below = words[1].endsWith(BELOW);
        String path = below ? words[1].substring(0, words[1].length() - BELOW.length()) : words[1];
        return new PathPattern(Set.of(words[0]), path, below);
    }

    /** Whether the method and path are exactly this one, or below it where that is meant. */
    boolean matches(String method, String candidate) {
        return matchesMethod(method) && (below ? isUnder(candidate) : candidate.equals(path));
    }

    boolean matchesMethod(String method) {
        return methods.isEmpty() || methods.contains(method.equals("HEAD") ? "GET" : method);
    }

    /** Whether the path lies below this one by whole segments. */
    boolean isUnder(String candidate) {
        return candidate.length() > path.length() + 1
                && candidate.startsWith(path)
                && candidate.charAt(path.length()) == '/';
    }
}
