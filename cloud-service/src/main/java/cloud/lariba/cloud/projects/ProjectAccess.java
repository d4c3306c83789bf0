package cloud.lariba.cloud.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Who may do what where, as project-service decides. An answer is used for at most 4 s, so that a changed role takes effect within 5; that
 * somebody has no role is asked again each time.
 */
@ApplicationScoped
public class ProjectAccess {

    private static final Logger LOG = Logger.getLogger(ProjectAccess.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(4);
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final ProjectServiceCalls calls;
    private final ShortMemory<Key, Access> known;
    private final ShortMemory<UUID, Memberships> memberships;

    private record Key(UUID projectId, UUID userId) {}

    ProjectAccess(ProjectServiceCalls calls, Clock clock) {
        this.calls = calls;
        this.known = new ShortMemory<>(clock, REMEMBERED);
        this.memberships = new ShortMemory<>(clock, REMEMBERED);
    }

    /**
     * The user's access to a project, if it permits that.
     *
     * @throws ProblemException {@code not_found} without a role, {@code forbidden} when the role does not permit it,
     *     {@code upstream_unavailable} and {@code upstream_timeout} when it cannot be told
     */
    public Access require(UUID projectId, UUID userId, Permission permission) {
        Key key = new Key(projectId, userId);
        Access access = known.find(key).orElseGet(() -> ask(key));
        if (!access.role().permits(permission)) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Your role in the project does not allow this.");
        }
        return access;
    }

    /** As {@link #require}, from project-service itself and not from memory. */
    public Access requireFresh(UUID projectId, UUID userId, Permission permission) {
        known.forget(new Key(projectId, userId));
        return require(projectId, userId, permission);
    }

    /** The projects in which the user may do that. */
    public List<UUID> projectsPermitting(UUID userId, Permission permission) {
        return memberships
                .find(userId)
                .orElseGet(() -> {
                    Memberships fresh = call(() -> calls.projects(userId));
                    memberships.keep(userId, fresh);
                    return fresh;
                })
                .permitting(permission);
    }

    private Access ask(Key key) {
        Access fresh = call(() -> calls.access(key.projectId(), key.userId()));
        known.keep(key, fresh);
        return fresh;
    }

    private static <T> T call(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProblemException e) {
            throw e;
        } catch (TimeoutException e) {
            throw ProblemException.of(ProblemCode.UPSTREAM_TIMEOUT, "Your role could not be checked in time.")
                    .retryAfter(COME_BACK);
        } catch (RuntimeException e) {
            LOG.debugf("project-service-unavailable cause=%s", e.toString());
            throw ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, "Your role cannot be checked at the moment.")
                    .retryAfter(COME_BACK);
        }
    }
}
