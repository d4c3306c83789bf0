package cloud.lariba.gateway.routes;

import cloud.lariba.gateway.routes.RoutesConfig.RouteConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a canonical path, and what it asks of the caller. */
@ApplicationScoped
public class RouteTable {

    private static final Set<String> ALL_METHODS = Set.of("*");
    private static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.<Entry>comparingInt(
                    entry -> -entry.pattern().path().length())
            .thenComparing(entry -> entry.pattern().methods().isEmpty());

    private final List<Entry> entries;
    private final List<PathPattern> publicRoutes;
    private final List<PathPattern> optionalTokenRoutes;

    private record Entry(PathPattern pattern, Route route) {}

    RouteTable(RoutesConfig config) {
        this.entries = config.routes().values().stream()
                .flatMap(route -> route.paths().stream().map(path -> entry(path, route)))
                .sorted(MOST_SPECIFIC_FIRST)
                .toList();
        this.publicRoutes =
                config.publicRoutes().stream().map(PathPattern::parse).toList();
        this.optionalTokenRoutes =
                config.optionalTokenRoutes().stream().map(PathPattern::parse).toList();
    }

    private static Entry entry(String path, RouteConfig config) {
        Set<String> methods = config.methods().equals(ALL_METHODS) ? Set.of() : config.methods();
        return new Entry(
                new PathPattern(methods, path, true),
                new Route(
                        path,
                        config.upstream(),
                        config.bodyLimit().asLongValue(),
                        config.responseTimeout(),
                        config.secretPath()));
    }

    /** The route of a canonical path; empty when nothing is there. A path with a slash at its end is not the path without it. */
    public Optional<Route> find(String method, String path) {
        if (path.endsWith("/")) {
            return Optional.empty();
        }
        for (Entry entry : entries) {
            PathPattern pattern = entry.pattern();
            if ((path.equals(pattern.path()) || pattern.isUnder(path)) && pattern.matchesMethod(method)) {
                return Optional.of(entry.route());
            }
        }
        return Optional.empty();
    }

    /** What the route of this path asks of the token: one must come along unless the path is on a list. */
    public TokenRule tokenRule(String method, String path) {
        if (matches(optionalTokenRoutes, method, path)) {
            return TokenRule.JUDGED_IF_PRESENT;
        }
        return matches(publicRoutes, method, path) ? TokenRule.NOT_FORWARDED : TokenRule.REQUIRED;
    }

    private static boolean matches(List<PathPattern> patterns, String method, String path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(method, path)) {
                return true;
            }
        }
        return false;
    }
}
