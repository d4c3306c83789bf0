package cloud.lariba.cloud.events;

import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.identity.AccessTokens;
import cloud.lariba.identity.Caller;
import cloud.lariba.identity.Verification;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Open streams, each fed by a virtual thread from the log. A stream ends when its token does, or when its caller is out of the project that it is
 * about; which of the caller's projects it tells of is looked up again every few seconds.
 */
@ApplicationScoped
class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration COME_BACK = Duration.ofSeconds(10);

    private final EventFeed feed;
    private final EventSignal signal;
    private final EventsConfig config;
    private final ProjectAccess access;
    private final AccessTokens tokens;
    private final Map<UUID, Integer> open = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("event-stream-", 0).factory());
    private volatile boolean stopping;

    /** Where a stream's events go. Both methods block until the client's connection has taken them, and throw when it is gone. */
    interface Sink {

        void send(EventFeed.Placed event) throws InterruptedException;

        void heartbeat() throws InterruptedException;

        void close();
    }

    /** What a stream is asked for. */
    record Request(
            Caller caller,
            @Nullable UUID projectId,
            @Nullable Long after) {}

    EventStreams(EventFeed feed, EventSignal signal, EventsConfig config, ProjectAccess access, AccessTokens tokens) {
        this.feed = feed;
        this.signal = signal;
        this.config = config;
        this.access = access;
        this.tokens = tokens;
    }

    /**
     * Opens a stream; it goes on when this method has returned. Its first words are said before that: what REST does with the answer when the
     * resource method returns must not meet another thread that begins the answer.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code rate_limited}, {@code overloaded}
     */
    void open(Request request, Sink sink) throws InterruptedException {
        List<UUID> projects = projects(request);
        long position = request.after() == null ? feed.end() : request.after();
        admit(request.caller().userId());
        try {
            sink.heartbeat();
        } catch (InterruptedException | RuntimeException e) {
            release(request.caller().userId());
            throw e;
        }
        threads.execute(() -> serve(request, sink, projects, position));
    }

    private void serve(Request request, Sink sink, List<UUID> projects, long position) {
        try {
            new Session(request, sink, projects, position).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ProblemException e) {
            LOG.debugf("event-stream-ended reason=%s", e.code().wireName());
        } catch (RuntimeException e) {
            LOG.debugf("event-stream-broken cause=%s", e.toString());
        } finally {
            release(request.caller().userId());
            sink.close();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        threads.shutdownNow();
    }

    private void admit(UUID userId) {
        int total = open.values().stream().mapToInt(Integer::intValue).sum();
        if (total >= config.maxStreams()) {
            throw ProblemException.of(ProblemCode.OVERLOADED, "Too many event streams are open.")
                    .retryAfter(COME_BACK);
        }
        int own = open.merge(userId, 1, Integer::sum);
        if (own > config.maxStreamsPerUser()) {
            release(userId);
            throw ProblemException.of(ProblemCode.RATE_LIMITED, "You have too many event streams open.")
                    .retryAfter(COME_BACK);
        }
    }

    private void release(UUID userId) {
        open.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
    }

    private List<UUID> projects(Request request) {
        UUID user = request.caller().userId();
        if (request.projectId() == null) {
            return access.projectsPermitting(user, Permission.READ_SERVICES);
        }
        access.require(request.projectId(), user, Permission.READ_SERVICES);
        return List.of(request.projectId());
    }

    private final class Session {

        private final Request request;
        private final Sink sink;
        private List<UUID> projects;
        private long position;
        private long checkedAt = System.nanoTime();
        private long sentAt = System.nanoTime();

        Session(Request request, Sink sink, List<UUID> projects, long position) {
            this.request = request;
            this.sink = sink;
            this.projects = projects;
            this.position = position;
        }

        void run() throws InterruptedException {
            while (!stopping && mayGoOn()) {
                long seen = signal.count();
                long end = feed.end();
                List<EventFeed.Placed> next = feed.after(position, projects);
                for (EventFeed.Placed event : next) {
                    sink.send(event);
                    position = event.position();
                    sentAt = System.nanoTime();
                }
                if (next.isEmpty()) {
                    // Nothing up to there is for this stream, so it is not looked through again.
                    position = Math.max(position, end);
                    beat();
                    signal.await(seen, LOOK_AGAIN);
                }
            }
        }

        private void beat() throws InterruptedException {
            if (System.nanoTime() - sentAt >= config.heartbeat().toNanos()) {
                sink.heartbeat();
                sentAt = System.nanoTime();
            }
        }

        private boolean mayGoOn() {
            if (System.nanoTime() - checkedAt < config.accessCheck().toNanos()) {
                return true;
            }
            checkedAt = System.nanoTime();
            projects = projects(request);
            return tokens.check(request.caller().token()) instanceof Verification.Accepted;
        }
    }
}
