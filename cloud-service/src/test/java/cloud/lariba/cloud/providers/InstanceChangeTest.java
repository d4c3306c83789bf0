package cloud.lariba.cloud.providers;

import static cloud.lariba.cloud.providers.InstanceObservation.State.PENDING;
import static cloud.lariba.cloud.providers.InstanceObservation.State.REBOOTING;
import static cloud.lariba.cloud.providers.InstanceObservation.State.RUNNING;
import static cloud.lariba.cloud.providers.InstanceObservation.State.STOPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** An instance is changed where that begins, once, and not while it is changing otherwise. */
class InstanceChangeTest {

    @ParameterizedTest
    @CsvSource({"STOPPED, true", "PENDING, true", "RUNNING, false", "REBOOTING, false"})
    void aChangeIsDueWhereItBeginsAndNowhereOnItsWay(State state, boolean due) {
        assertEquals(due, InstanceChange.isDue(state, Set.of(STOPPED, PENDING), Set.of(PENDING, RUNNING, REBOOTING)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"PENDING", "STOPPING", "REBOOTING"})
    void whatIsStillChangingIsChangedLater(State state) {
        Retryable later =
                assertThrows(Retryable.class, () -> InstanceChange.isDue(state, Set.of(RUNNING), Set.of(STOPPED)));

        assertEquals("not_yet_visible", later.reason());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"STOPPED", "TERMINATING"})
    void whatRestsElsewhereIsNotChanged(State state) {
        Permanent refused =
                assertThrows(Permanent.class, () -> InstanceChange.isDue(state, Set.of(RUNNING), Set.of(REBOOTING)));

        assertEquals("invalid_state", refused.reason());
    }

    @Test
    void whatIsInNoStateOfAnInstanceIsNotChanged() {
        assertThrows(Permanent.class, () -> InstanceChange.isDue(null, Set.of(RUNNING), Set.of(STOPPED)));
    }
}
