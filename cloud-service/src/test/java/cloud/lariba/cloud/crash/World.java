package cloud.lariba.cloud.crash;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Where the service makes what it is asked for. */
public interface World extends AutoCloseable {

    /** Hears of every call that the service makes, and may end it. */
    interface Calls {

        /**
         * A call arrives, and has not reached its server.
         *
         * @param call what is the same from run to run
         * @return which occurrence it is, from 1
         * @throws IOException when it is not to reach its server
         */
        int arrives(String call) throws IOException;

        /**
         * A call has had its effect, of which the service has not heard.
         *
         * @throws IOException when the service is not to hear of it
         */
        void done(String call, int occurrence) throws IOException;
    }

    /** The service's own tables. */
    @FunctionalInterface
    interface Rows {

        /** The number that a query with one parameter gives. */
        int count(String sql, Object value);
    }

    /** The region that services are asked for in. */
    String region();

    /** The settings of a service whose calls nobody hears. */
    Map<String, String> settings();

    /** The settings of a service whose calls are heard. */
    Map<String, String> settings(Calls calls);

    /** How many resources of this type there are that belong to a service, the backups of databases included. */
    int resources(String type, UUID serviceId, Rows rows);

    @Override
    void close() throws IOException;
}
