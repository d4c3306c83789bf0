package cloud.lariba.e2e;

import java.util.Map;
import java.util.Map.Entry;

/**
 * One route of the contract.
 *
 * @param template the path, with placeholders such as {@code {service_id}}
 * @param access who may call it
 * @param body a valid body with placeholders, or empty when the route takes none
 */
record Route(String method, String template, Access access, String body) {

    enum Access {
        /** Anybody, without a token. */
        OPEN,
        /** Anybody who is signed in. */
        SIGNED_IN,
        /** Platform administrators. */
        ADMINISTRATOR
    }

    static Route open(String method, String template, String body) {
        return new Route(method, template, Access.OPEN, body);
    }

    static Route signedIn(String method, String template, String body) {
        return new Route(method, template, Access.SIGNED_IN, body);
    }

    static Route signedIn(String method, String template) {
        return signedIn(method, template, "");
    }

    static Route administrator(String method, String template) {
        return new Route(method, template, Access.ADMINISTRATOR, "");
    }

    /** Whether the path or the body names an object that belongs to somebody. */
    boolean namesObject() {
        return template.contains("_id}") || body.contains("_id}");
    }

    /** The route with every placeholder replaced, without a token. */
    Call call(Map<String, String> ids) {
        Call call = Call.of(method, fill(template, ids));
        if (!body.isEmpty()) {
            call.json(Json.parse(fill(body, ids)));
        }
        return call;
    }

    static String fill(String text, Map<String, String> ids) {
        String filled = text;
        for (Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
