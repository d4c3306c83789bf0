package cloud.lariba.cloud.providers;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a provider says about a database. */
public sealed interface DatabaseObservation {

    /** There is none. */
    record Absent() implements DatabaseObservation {}

    /** It is being made or changed, and is not usable yet; look again. */
    record Creating() implements DatabaseObservation {}

    /**
     * It cannot be used, and nothing changes that by itself: {@link DatabaseProvider#ensure} has to be called again.
     *
     * @param there whether there is a database, which lets nobody in; otherwise only what was made for one
     */
    record Unfinished(boolean there) implements DatabaseObservation {}

    /** It is being removed; look again. */
    record Deleting() implements DatabaseObservation {}

    /**
     * It can be used.
     *
     * @param host where the server listens
     * @param port on which port
     * @param database name of the database
     */
    record Available(String host, int port, String database) implements DatabaseObservation {

        /** The outputs of the service, but for the user name, which is that of the login that is current. */
        public Map<String, Object> outputs() {
            Map<String, Object> outputs = new LinkedHashMap<>();
            outputs.put("host", host);
            outputs.put("port", port);
            outputs.put("database", database);
            return outputs;
        }
    }

    /**
     * It cannot be used and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Failed(String reason) implements DatabaseObservation {}
}
