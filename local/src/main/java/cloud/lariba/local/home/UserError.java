package cloud.lariba.local.home;

/** Something that whoever runs the command can put right. The message is all they need; there is no stack trace. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an error with a message of one line, optionally followed by lines of a log. */
    public UserError(String message) {
        super(message, null, false, false);
    }
}
