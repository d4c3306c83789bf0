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
            new Mutation("database", "snapshot", NONE, "running"),
            new Mutation("database", "restore", "snapshot", "running"),
            new Mutation("database", "delete_backup", "snapshot", "running"),
            new Mutation("database", "delete", "snapshot", "deleted"));

    boolean isCreation() {
        return name.equals("create");
    }

    boolean isDeletion() {
        return name.equals("delete");
    }

    boolean isDeletionOfBackup() {
        return name.equals("delete_backup");
    }

    /** The status of the service after the action that comes first. */
    String inBetween() {
        return before.equals("stop") ? "stopped" : "running";
    }

    /** How many backups there are afterwards; a restoration makes one of what it replaces. */
    int backups() {
        return switch (name) {
            case "snapshot" -> 1;
            case "restore" -> 2;
            default -> 0;
        };
    }

    /**
     * The body of the request for an action.
     *
     * @param backup the backup that was made before, or an empty text
     */
    Map<String, Object> action(String backup) {
        return switch (name) {
            case "resize" -> Map.of("type", name, "params", Map.of("plan", "small"));
            case "restore" -> Map.of("type", name, "params", Map.of("backup_id", backup));
            default -> Map.of("type", name);
        };
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
