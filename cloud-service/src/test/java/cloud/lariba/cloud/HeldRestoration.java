package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.Faults.Gate;
import java.util.Map;
import java.util.UUID;

/**
 * A restoration whose worker is held up in a call.
 *
 * @param database the database that is restored
 * @param operation the operation that restores it
 * @param logins the logins that the database had before
 * @param gate what holds the worker up
 */
record HeldRestoration(Tenant.Asked database, UUID operation, Map<String, String> logins, Gate gate) {

    /** The restoration of a new database, once it has come to this call. */
    static HeldRestoration at(Call call) throws InterruptedException {
        Tenant.Asked database = Tenant.owner().running("database");
        String backup = database.backUp();
        Map<String, String> logins = Map.copyOf(FaultyProvider.resource(database.id()).logins);
        Gate gate = database.tenant().faults().block(call);
        UUID operation = database.restore(backup);
        gate.awaitArrival();
        return new HeldRestoration(database, operation, logins, gate);
    }

    Faults faults() {
        return database.tenant().faults();
    }

    /** The state that its operation ends in. */
    String ends() {
        return database.tenant().await(operation).getString("state");
    }

    FaultyProvider.Resource resource() {
        return FaultyProvider.resource(database.id());
    }
}
