package cloud.lariba.cloud.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.FaultyProvider;
import cloud.lariba.cloud.ServiceTest;
import cloud.lariba.cloud.Tenant;
import cloud.lariba.rest.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes share the work: here, two workers on one database. */
@ServiceTest
class TwoWorkersTest {

    @Inject
    OperationEngine engine;

    @Inject
    LeaseRows rows;

    @Inject
    OperationSignals signals;

    @Inject
    OperationsConfig config;

    @Inject
    Ids ids;

    private @Nullable OperationWorker second;

    @BeforeEach
    void startAnother() {
        OperationWorker another = new OperationWorker(engine, rows, signals, config, ids);
        another.start(new StartupEvent());
        second = another;
    }

    @AfterEach
    void stopIt() throws InterruptedException {
        OperationWorker running = second;
        second = null;
        if (running != null) {
            running.stop(new ShutdownEvent());
        }
    }

    @Test
    void workersSideBySideMakeEachResourceOnce() {
        Tenant tenant = Tenant.owner();

        List<Tenant.Asked> services = tenant.askAtOnce("storage", 24);

        for (Tenant.Asked service : services) {
            service.succeeds();
            assertEquals(1, FaultyProvider.made(service.id()));
            assertEquals(1, service.operation().getInt("steps[0].attempts"));
        }
    }

    @Test
    void aWorkerThatStopsLeavesItsWorkToTheOther() throws InterruptedException {
        Tenant tenant = Tenant.owner();
        List<Tenant.Asked> services =
                IntStream.range(0, 12).mapToObj(i -> tenant.ask("storage")).toList();

        stopIt();

        services.forEach(Tenant.Asked::succeeds);
    }
}
