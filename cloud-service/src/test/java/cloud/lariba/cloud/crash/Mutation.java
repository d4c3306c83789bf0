package cloud.lariba.cloud.crash;

import java.util.List;
import java.util.Map;

/**
 * Something that is asked of a service.
 *
 * @param type the type of the service
 * @param name what is asked: {@code create}, {@code resize}, {@code delete}, or another action
 * @param before the action that has to come first, or an empty text
 * @param after the status of the service afterwards; {@code deleted} for none
 */
record Mutation(String type, String name, String before, String after) {

    private static final String NONE = "";

    /** Everything that can be asked of the types that the laptop has. */
    static final List<Mutation> ALL = List.of(
            new Mutation("compute", "create", NONE, "running"),
            new Mutation("compute", "resize", NONE, "running"),
            new Mutation("compute", "stop", NONE, "stopped"),
            new Mutation("compute", "start", "stop", "running"),
            new Mutation("compute", "reboot", NONE, "running"),
            new Mutation("compute", "delete", NONE, "deleted"),
            new Mutation("storage", "create", NONE, "running"),
            new Mutation("storage", "rotate_credentials", NONE, "running"),
            new Mutation("storage", "empty", NONE, "running"),
            new Mutation("storage", "delete", NONE, "deleted"),
            new Mutation("database", "create", NONE, "running"),
            new Mutation("database", "resize", NONE, "running"),
            new Mutation("database", "rotate_credentials", NONE, "running"),
            new Mutation("database", "delete", NONE, "deleted"));

    boolean isCreation() {
        return name.equals("create");
    }

    boolean isDeletion() {
        return name.equals("delete");
    }

    /** The body of the request for an action. */
    Map<String, Object> action() {
        return name.equals("resize") ? Map.of("type", name, "params", Map.of("plan", "small")) : Map.of("type", name);
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
