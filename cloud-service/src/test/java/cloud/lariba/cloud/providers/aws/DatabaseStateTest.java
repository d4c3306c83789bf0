package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

class DatabaseStateTest {

    @ParameterizedTest
    @CsvSource({
        "available, USABLE, true",
        "backing-up, USABLE, true",
        "storage-optimization, USABLE, true",
        "creating, CHANGING, true",
        "modifying, CHANGING, true",
        "rebooting, CHANGING, true",
        "resetting-master-credentials, CHANGING, true",
        "a-word-of-tomorrow, CHANGING, true",
        "deleting, DELETING, true",
        "stopped, BROKEN, true",
        "storage-full, BROKEN, true",
        "failed, BROKEN, false",
        "incompatible-parameters, BROKEN, true",
        "incompatible-network, BROKEN, false",
        "incompatible-restore, BROKEN, false"
    })
    void anInstanceIsSeenAsItsStatusSays(String status, DatabaseState seen, boolean leavesSnapshot) {
        DBInstance instance = DBInstance.builder()
                .dbInstanceStatus(status)
                .endpoint(endpoint -> endpoint.address("db.test").port(5432))
                .build();

        assertEquals(seen, DatabaseState.of(instance));
        assertEquals(leavesSnapshot, DatabaseState.leavesSnapshot(instance));
    }

    @Test
    void anInstanceWithoutAnAddressIsNotUsableYet() {
        DBInstance instance = DBInstance.builder().dbInstanceStatus("available").build();

        assertEquals(DatabaseState.CHANGING, DatabaseState.of(instance));
    }
}
