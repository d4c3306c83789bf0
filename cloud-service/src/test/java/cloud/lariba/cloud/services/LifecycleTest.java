package cloud.lariba.cloud.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.operations.OperationType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pending      | provisioning failed deleting
                    provisioning | running stopped failed
                    running      | updating stopping stopped degraded deleting
                    updating     | running stopped degraded failed
                    stopping     | stopped running degraded
                    stopped      | starting running updating degraded deleting
                    starting     | running stopped degraded
                    degraded     | running stopped updating stopping starting deleting
                    failed       | updating deleting
                    deleting     | deleted running stopped degraded failed
                    deleted      | ''
                    """)
    void exactlyTheDocumentedTransitionsAreAllowed(String from, String following) {
        ServiceStatus status = ServiceStatus.of(from).orElseThrow();
        Set<String> expected = following.isBlank() ? Set.of() : Set.of(following.split(" "));

        Set<String> allowed = Arrays.stream(ServiceStatus.values())
                .filter(next -> next != status && Lifecycle.allows(status, next))
                .map(ServiceStatus::wireName)
                .collect(Collectors.toSet());

        assertEquals(expected, allowed);
        assertTrue(Lifecycle.allows(status, status));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE             | pending
                    UPDATE             | running stopped degraded failed
                    RESIZE             | running stopped degraded failed
                    START              | stopped degraded
                    STOP               | running degraded
                    REBOOT             | running degraded
                    ROTATE_CREDENTIALS | running stopped degraded updating
                    EMPTY              | running stopped degraded updating
                    SNAPSHOT           | running degraded
                    RESTORE            | running degraded
                    DELETE_BACKUP      | running stopped degraded failed
                    RECONCILE          | running stopped degraded
                    ADOPT              | running stopped degraded
                    REVERT             | running stopped degraded
                    DELETE             | pending running stopped degraded failed
                    DELETE_PROJECT     | ''
                    """)
    void anOperationBeginsExactlyInTheDocumentedStatuses(OperationType type, String statuses) {
        Set<String> expected = statuses.isBlank() ? Set.of() : Set.of(statuses.split(" "));

        Set<String> allowed = Arrays.stream(ServiceStatus.values())
                .filter(status -> Lifecycle.mayBegin(type, status))
                .map(ServiceStatus::wireName)
                .collect(Collectors.toSet());

        assertEquals(expected, allowed);
    }

    @Property
    void whateverMayBeginCanAlsoEndWell(@ForAll OperationType type, @ForAll ServiceStatus status) {
        Assume.that(Lifecycle.mayBegin(type, status));

        ServiceStatus during = Lifecycle.during(type).orElse(status);

        assertTrue(Lifecycle.allows(status, during));
        assertTrue(Lifecycle.allows(during, Lifecycle.after(type, status)));
    }

    @Property
    void whateverMayBeginCanAlsoEndBadly(@ForAll OperationType type, @ForAll ServiceStatus status) {
        Assume.that(Lifecycle.mayBegin(type, status));
        ServiceStatus during = Lifecycle.during(type).orElse(status);
        List<ServiceStatus> bad =
                switch (type) {
                    case CREATE -> List.of(ServiceStatus.FAILED);
                    case DELETE ->
                        status == ServiceStatus.PENDING
                                ? List.of(ServiceStatus.FAILED)
                                : List.of(ServiceStatus.FAILED, status);
                    case UPDATE, RESIZE, START, STOP, REBOOT, RESTORE, REVERT ->
                        status == ServiceStatus.FAILED
                                ? List.of(ServiceStatus.FAILED)
                                : List.of(ServiceStatus.DEGRADED, status);
                    case ROTATE_CREDENTIALS, EMPTY, SNAPSHOT, DELETE_BACKUP, RECONCILE, ADOPT, DELETE_PROJECT ->
                        List.of(status);
                };

        for (ServiceStatus end : bad) {
            assertTrue(Lifecycle.allows(during, end), during + " → " + end);
        }
    }

    @Property
    void noWalkLeavesDeleted(@ForAll List<ServiceStatus> wishes) {
        ServiceStatus status = ServiceStatus.PENDING;
        List<ServiceStatus> walked = new ArrayList<>();
        for (ServiceStatus wish : wishes) {
            if (Lifecycle.allows(status, wish)) {
                status = wish;
                walked.add(status);
            }
        }

        int gone = walked.indexOf(ServiceStatus.DELETED);
        assertTrue(gone < 0
                || EnumSet.copyOf(walked.subList(gone, walked.size())).equals(EnumSet.of(ServiceStatus.DELETED)));
    }

    @ParameterizedTest
    @EnumSource(ServiceStatus.class)
    void everyStatusCanBeLeftUntilDeleted(ServiceStatus start) {
        Set<ServiceStatus> reached = EnumSet.of(start);
        boolean grown = true;
        while (grown) {
            Set<ServiceStatus> next = Arrays.stream(ServiceStatus.values())
                    .filter(to -> reached.stream().anyMatch(from -> Lifecycle.allows(from, to)))
                    .collect(Collectors.toSet());
            grown = reached.addAll(next);
        }

        assertTrue(reached.contains(ServiceStatus.DELETED));
    }

    @Test
    void namesOnTheWireAreLowerCase() {
        assertEquals("provisioning", ServiceStatus.PROVISIONING.wireName());
        assertFalse(ServiceStatus.of("RUNNING").isPresent());
    }
}
