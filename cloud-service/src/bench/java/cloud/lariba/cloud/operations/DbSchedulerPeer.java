package cloud.lariba.cloud.operations;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * <a href="https://github.com/kagkarlsson/db-scheduler">db-scheduler</a> in the way that its documentation recommends for many executions on
 * PostgreSQL: lock and fetch in one statement, execution at once when something is scheduled. A step is a one-time task.
 */
final class DbSchedulerPeer implements Contender {

    private static final double FETCH_BELOW = 0.5;
    private static final double FETCH_UP_TO = 4.0;
    private static final int AT_ONCE = 500;

    private final DataSource database;
    private final int threads;
    private final Duration poll;
    private final OneTimeTask<Void> task;
    private final List<Scheduler> schedulers = new ArrayList<>();
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile long begunAt;

    DbSchedulerPeer(DataSource database, int threads, Duration poll) throws SQLException {
        this.database = database;
        this.threads = threads;
        this.poll = poll;
        this.task = Tasks.oneTime("step").execute((instance, context) -> {
            begunAt = System.nanoTime();
            ended.countDown();
        });
        createTable();
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public void queue(int steps) {
        ended = new CountDownLatch(steps);
        Scheduler client = scheduler();
        for (int from = 0; from < steps; from += AT_ONCE) {
            List<TaskInstance<?>> some = IntStream.range(0, Math.min(AT_ONCE, steps - from))
                    .<TaskInstance<?>>mapToObj(
                            i -> task.instance(UUID.randomUUID().toString()))
                    .toList();
            client.scheduleBatch(some, Instant.now());
        }
    }

    @Override
    public void drain(int nodes) throws InterruptedException {
        for (int i = 0; i < nodes; i++) {
            open();
        }
        ended.await();
    }

    @Override
    public void open() {
        Scheduler scheduler = scheduler();
        schedulers.add(scheduler);
        scheduler.start();
    }

    @Override
    public long request() throws InterruptedException {
        ended = new CountDownLatch(1);
        long asked = System.nanoTime();
        schedulers.getFirst().schedule(task.instance(UUID.randomUUID().toString()), Instant.now());
        ended.await();
        return begunAt - asked;
    }

    @Override
    public void close() {
        schedulers.forEach(Scheduler::stop);
        schedulers.clear();
    }

    private Scheduler scheduler() {
        return Scheduler.create(database, task)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(threads)
                .pollingInterval(poll)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .enableImmediateExecution()
                .build();
    }

    /** As in the project's own script for PostgreSQL. */
    private void createTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute("""
                    create table if not exists scheduled_tasks (
                        task_name text not null,
                        task_instance text not null,
                        task_data bytea,
                        execution_time timestamptz not null,
                        picked boolean not null,
                        picked_by text,
                        last_success timestamptz,
                        last_failure timestamptz,
                        consecutive_failures int,
                        last_heartbeat timestamptz,
                        version bigint not null,
                        priority smallint,
                        primary key (task_name, task_instance)
                    )""");
            create.execute("create index if not exists scheduled_tasks_due on scheduled_tasks (execution_time)");
            create.execute("create index if not exists scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat)");
        }
    }
}
