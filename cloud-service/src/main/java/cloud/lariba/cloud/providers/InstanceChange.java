package cloud.lariba.cloud.providers;

import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of starting, stopping and rebooting that all providers have in common. */
public final class InstanceChange {

    private static final Set<State> PASSING = EnumSet.of(State.PENDING, State.STOPPING, State.REBOOTING);

    private InstanceChange() {}

    /**
     * Whether the instance has to be changed, and is not on its way or there already.
     *
     * @param state what the instance does, or null for what no instance should
     * @param from where the change begins
     * @param already where it leads, and through
     * @throws Retryable {@code not_yet_visible} while the instance is still changing otherwise
     * @throws Permanent {@code invalid_state} when the change does not begin where the instance rests
     */
    public static boolean isDue(@Nullable State state, Set<State> from, Set<State> already) {
        if (state != null && from.contains(state)) {
            return true;
        }
        if (state != null && already.contains(state)) {
            return false;
        }
        if (state != null && PASSING.contains(state)) {
            throw new Retryable(
                    Retryable.Reason.NOT_YET_VISIBLE, "The instance is still changing from an earlier call.", null);
        }
        throw new Permanent(Permanent.Reason.INVALID_STATE, "The instance's state does not allow this.", null);
    }

    /** There is no instance to change. */
    public static Permanent missing() {
        return new Permanent(Permanent.Reason.NOT_FOUND, "The instance is not there.", null);
    }
}
