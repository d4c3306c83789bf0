package cloud.lariba.gateway.observation;

/** What becomes known about a request on its way. Used on one event loop. */
public final class Observed {

    private static final String NONE = "-";

    private String route = NONE;
    private String path = NONE;
    private String user = NONE;

    Observed() {}

    /** The route was found: its name, which is one of a few, and the path as far as it may be logged. */
    public void routed(String name, String loggedPath) {
        route = name;
        path = loggedPath;
    }

    /** The caller is known. */
    public void identified(String userId) {
        user = userId;
    }

    String route() {
        return route;
    }

    String path() {
        return path;
    }

    String user() {
        return user;
    }
}
