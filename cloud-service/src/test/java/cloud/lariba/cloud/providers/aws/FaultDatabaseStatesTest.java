package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The time that databases take behind the proxy. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultDatabaseStatesTest {

    private static final String ID = "fault-database";
    private static final Duration LONG = Duration.ofHours(1);

    private final FaultPlan.Named faults = new FaultPlan.Named();

    @RegisterExtension
    final FaultNetwork network = FaultNetwork.planned(faults);

    private final AwsClients clients = AwsSettings.clients(network.settings());
    private final RdsClient rds = clients.inRegion(AwsSettings.REGION).rds();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void aDatabaseTakesAWhileToBeMadeChangedAndRemoved() {
        network.databases().changesTake(LONG);
        create();
        assertEquals("creating", database().dbInstanceStatus());
        assertNull(database().endpoint());
        assertThrows(InvalidDbInstanceStateException.class, this::modify);
        network.databases().changesTake(Duration.ZERO);
        assertEquals("available", database().dbInstanceStatus());
        assertNotNull(database().endpoint());

        network.databases().changesTake(LONG);
        modify();
        assertEquals("modifying", database().dbInstanceStatus());
        network.databases().changesTake(Duration.ZERO);
        assertEquals("available", database().dbInstanceStatus());

        network.databases().changesTake(LONG);
        assertEquals("deleting", delete());
        assertEquals("deleting", database().dbInstanceStatus());
        assertThrows(RdsException.class, this::create);
        network.databases().changesTake(Duration.ZERO);
        assertTrue(isGone());
    }

    @Test
    void throttlingHasTheWordsOfTheService() {
        faults.next("rds DescribeDBInstances", Fault.THROTTLED);

        RdsException refused = assertThrows(RdsException.class, rds::describeDBInstances);

        assertEquals("Throttling", AwsFailures.code(refused));
    }

    private void create() {
        rds.createDBInstance(create -> create.dbInstanceIdentifier(ID)
                .engine("postgres")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("owner")
                .masterUserPassword("not-a-secret"));
    }

    private void modify() {
        rds.modifyDBInstance(modify -> modify.dbInstanceIdentifier(ID).allocatedStorage(30));
    }

    private String delete() {
        return rds.deleteDBInstance(delete -> delete.dbInstanceIdentifier(ID).skipFinalSnapshot(true))
                .dbInstance()
                .dbInstanceStatus();
    }

    private DBInstance database() {
        return rds.describeDBInstances(find -> find.dbInstanceIdentifier(ID))
                .dbInstances()
                .getFirst();
    }

    private boolean isGone() {
        try {
            database();
            return false;
        } catch (DbInstanceNotFoundException gone) {
            return true;
        }
    }
}
