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

    @Test
    void workersSideBySideMakeEachResourceOnce() throws InterruptedException {
        OperationWorker second = new OperationWorker(engine, rows, signals, config, ids);
        second.start(new StartupEvent());
        Tenant tenant = Tenant.owner();

        List<Tenant.Asked> services = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> tenant.ask("storage"))
                .toList();

        for (Tenant.Asked service : services) {
            service.succeeds();
            assertEquals(1, FaultyProvider.made(service.id()));
            assertEquals(1, service.operation().getInt("steps[0].attempts"));
        }
        second.stop(new ShutdownEvent());
    }

    @Test
    void aWorkerThatStopsLeavesItsWorkToTheOther() throws InterruptedException {
        OperationWorker second = new OperationWorker(engine, rows, signals, config, ids);
        second.start(new StartupEvent());
        Tenant tenant = Tenant.owner();
        List<Tenant.Asked> services =
                IntStream.range(0, 12).mapToObj(i -> tenant.ask("storage")).toList();

        second.stop(new ShutdownEvent());

        services.forEach(Tenant.Asked::succeeds);
    }
}
