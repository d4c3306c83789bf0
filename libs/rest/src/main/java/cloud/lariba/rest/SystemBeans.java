package cloud.lariba.rest;

import com.fasterxml.uuid.Generators;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The real clock and the real ids; a test replaces either by its own bean. */
@Singleton
public class SystemBeans {

    /** UTC in whole microseconds, which is what PostgreSQL stores. */
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Produces
    @Singleton
    @DefaultBean
    Ids ids() {
        return Generators.timeBasedEpochGenerator()::generate;
    }
}
