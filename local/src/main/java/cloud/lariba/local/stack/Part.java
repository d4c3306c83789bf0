package cloud.lariba.local.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a stack consists of. The order is that of their ports, from the gateway's on. */
public enum Part {
    GATEWAY("gateway", ""),
    AUTH("auth-service", "auth"),
    USER("user-service", "users"),
    PROJECT("project-service", "projects"),
    CLOUD("cloud-service", "cloud"),
    ANALYTICS("analytics-service", "analytics"),
    S3("s3", ""),
    POSTGRES("postgres", "");

    private static final String SUFFIX = "-service";

    private final String label;
    private final String schema;

    Part(String label, String schema) {
        this.label = label;
        this.schema = schema;
    }

    /** Returns the parts that are services of ours, the gateway among them. */
    public static List<Part> services() {
        return List.of(AUTH, USER, PROJECT, CLOUD, ANALYTICS, GATEWAY);
    }

    /** Finds a part by its name, with or without {@code -service}. */
    public static Optional<Part> named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.label.equals(name) || part.label.equals(name + SUFFIX))
                .findFirst();
    }

    /** Returns the name people know it by, which is also that of its module and its log. */
    public String label() {
        return label;
    }

    /** Returns the name that services call each other by: the label without {@code -service}. */
    String shortName() {
        return label.endsWith(SUFFIX) ? label.substring(0, label.length() - SUFFIX.length()) : label;
    }

    boolean hasDatabase() {
        return !schema.isEmpty();
    }

    String schema() {
        return schema;
    }

    String role() {
        return "lariba_" + shortName();
    }
}
