package cloud.lariba.local.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows requests as lines that can be pasted into a shell, and their answers. Secrets are shortened. */
final class Transcript {

    private static final Set<String> SECRETS = Set.of("access_token", "refresh_token", "password", "secret_access_key");
    private static final int SHOWN_OF_A_SECRET = 6;
    private static final int LONGEST_ANSWER = 1_200;

    private final PrintStream out;
    private final JsonMapper json;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int step;

    Transcript(PrintStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    void title(String title) {
        step++;
        out.printf("%n%d. %s%n", step, title);
    }

    int step() {
        return step;
    }

    /** Shows the shell line that does what was just done. */
    void line(String line) {
        out.println("$ " + line);
    }

    /** From now on a secret is shown as a shell variable, which is set from the answer's property. */
    void name(String variable, String value, String property) {
        variables.put(variable, value);
        line(variable + "=<the " + property + " of the answer>");
    }

    void request(String method, String url, Map<String, String> headers, String body) {
        StringBuilder line = new StringBuilder("curl -s");
        if (!method.equals("GET")) {
            line.append(" -X ").append(method);
        }
        line.append(' ').append(quoted(url));
        headers.forEach((name, value) ->
                line.append(" -H \"").append(name).append(": ").append(value).append('"'));
        if (!body.isEmpty()) {
            line.append(" -d ").append(withVariables(quoted(body)));
        }
        line(line.toString());
    }

    void answer(int status, String body) {
        String shown = body.startsWith("{") ? withoutSecrets(body, json.readTree(body)) : body;
        out.printf(
                "%d %s%n", status, shown.length() > LONGEST_ANSWER ? shown.substring(0, LONGEST_ANSWER) + " …" : shown);
    }

    /** Shows what a line printed. */
    void result(String text) {
        out.println(text);
    }

    private String withVariables(String quoted) {
        String text = quoted;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            text = text.replace(variable.getValue(), "'\"$" + variable.getKey() + "\"'");
        }
        return text;
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A secret may be part of other values too, such as an address. */
    private static String withoutSecrets(String text, JsonNode node) {
        String shown = text;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            shown = SECRETS.contains(property.getKey()) && value.isString()
                    ? shown.replace(value.asString(), shortened(value.asString()))
                    : withoutSecrets(shown, value);
        }
        return shown;
    }

    private static String shortened(String secret) {
        return secret.length() <= SHOWN_OF_A_SECRET ? "…" : secret.substring(0, SHOWN_OF_A_SECRET) + "…";
    }
}
