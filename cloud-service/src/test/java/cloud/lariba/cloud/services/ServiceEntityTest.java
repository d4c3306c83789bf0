package cloud.lariba.cloud.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServiceEntityTest {

    private static final Instant BEFORE = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final ServiceEntity service = new ServiceEntity();

    @Test
    void aChangeIsWhenItHappens() {
        service.updatedAt = BEFORE;

        service.touch(BEFORE.plusSeconds(7));

        assertEquals(BEFORE.plusSeconds(7), service.updatedAt);
    }

    @Test
    void aChangeIsLaterThanTheOneBeforeItAlsoByAClockThatIsBehind() {
        service.updatedAt = BEFORE;

        service.touch(BEFORE.minusSeconds(300));

        assertEquals(BEFORE.plusNanos(1000), service.updatedAt);
    }
}
