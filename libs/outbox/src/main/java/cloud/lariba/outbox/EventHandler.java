package cloud.lariba.outbox;

/**
 * Handles one type of event that other services send. A bean; called in the transaction that also remembers the event, so its
 * effect happens once. An exception rolls back, and the sender tries again later.
 */
public interface EventHandler {

    /** The event type that this handler takes, such as {@code cloud.lariba.user.deleted}. */
    String type();

    /** The short name of the one service that says such things, such as {@code user}; from any other the event is refused. */
    String source();

    /** Takes the event. */
    void handle(CloudEvent event);
}
