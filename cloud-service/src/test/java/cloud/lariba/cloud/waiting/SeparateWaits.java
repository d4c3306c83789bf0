package cloud.lariba.cloud.waiting;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a wait end by its own condition alone. By default Awaitility makes whichever test waits fail for what any thread of the JVM has thrown and nobody
 * caught, which may be a thread of another test that runs at the same time.
 */
public final class SeparateWaits implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
