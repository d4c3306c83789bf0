package cloud.lariba.cloud.operations;

/** A durable engine that does empty steps. */
interface Contender {

    /** The name in the table. */
    String name();

    /** Puts so many steps into the database, where nobody works on them yet. */
    void queue(int steps);

    /** Begins to work with so many nodes and returns when everything that is queued is done; close it then. */
    void drain(int nodes) throws InterruptedException;

    /** Begins to work with one node, for requests that come one by one. */
    void open();

    /** Asks for one step and returns, in nanoseconds, the time until it is begun. */
    long request() throws InterruptedException;

    /** Ends the work. */
    void close() throws InterruptedException;
}
