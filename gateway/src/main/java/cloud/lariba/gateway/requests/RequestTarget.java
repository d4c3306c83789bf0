package cloud.lariba.gateway.requests;

import cloud.lariba.problem.ProblemException;
import java.util.Locale;

/**
 * The one reading of a request target (RFC 9112, section 3.2), kept exactly as it was received.
 *
 * @param path the raw path: canonical, so that no decoder behind us can read another path in it
 * @param uri the path and, when there is one, the query, as they are forwarded
 */
public record RequestTarget(String path, String uri) {

    private static final String[] SCHEMES = {"http://", "https://"};

    /**
     * Reads a request target in origin form, or in absolute form when it names the request's own host.
     *
     * @param target the second word of the request line
     * @param host the value of the {@code Host} header
     * @throws ProblemException {@code ambiguous_request} when it could be read in more than one way
     */
    public static RequestTarget parse(String target, String host) {
        String uri = originForm(target, host);
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        CanonicalText.checkPath(path);
        if (end >= 0) {
            CanonicalText.checkQuery(uri.substring(end + 1));
        }
        return new RequestTarget(path, uri);
    }

    private static String originForm(String target, String host) {
        if (target.startsWith("/")) {
            return target;
        }
        String lower = target.toLowerCase(Locale.ROOT);
        for (String scheme : SCHEMES) {
            int path = scheme.length() + host.length();
            if (lower.startsWith(scheme)
                    && lower.startsWith(host.toLowerCase(Locale.ROOT), scheme.length())
                    && target.length() > path
                    && target.charAt(path) == '/') {
                return target.substring(path);
            }
        }
        throw Ambiguity.of("The request target must be a path of this host.");
    }
}
