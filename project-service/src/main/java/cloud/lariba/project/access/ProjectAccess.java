package cloud.lariba.project.access;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides who may do what in a project; nothing else does. A project that the user is no member of, one that is deleted
 * and one that never was are the same to the user.
 */
@ApplicationScoped
public class ProjectAccess {

    /** How long a deleted project can be brought back. */
    public static final Duration UNDELETE_WITHIN = Duration.ofDays(7);

    private final MemberRows members;
    private final Clock clock;

    ProjectAccess(MemberRows members, Clock clock) {
        this.members = members;
        this.clock = clock;
    }

    /** What the user is in the project, unless that is nothing or the project is deleted. */
    public Optional<Membership> find(UUID userId, UUID projectId) {
        return members.find(projectId, userId).filter(membership -> membership.state() != ProjectState.DELETED);
    }

    /**
     * The user's membership, provided that it allows this.
     *
     * @throws ProblemException {@code not_found}, or {@code forbidden} when the user is a member of another role
     */
    public Membership require(UUID userId, UUID projectId, Permission permission) {
        return granted(find(userId, projectId).orElseThrow(ProblemException::notFound), permission);
    }

    /**
     * Like {@link #require} for {@link Permission#DELETE}, but finds deleted projects too, as long as they can be brought
     * back. Who could not do that does not see them.
     *
     * @throws ProblemException {@code not_found} or {@code forbidden}
     */
    public Membership requireForUndelete(UUID userId, UUID projectId) {
        Membership membership = members.find(projectId, userId)
                .filter(found -> found.deletedAt() == null
                        || Permission.DELETE.isGrantedTo(found.role())
                                && found.deletedAt().plus(UNDELETE_WITHIN).isAfter(clock.instant()))
                .orElseThrow(ProblemException::notFound);
        return granted(membership, Permission.DELETE);
    }

    private static Membership granted(Membership membership, Permission permission) {
        if (!permission.isGrantedTo(membership.role())) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Your role in the project does not allow this.");
        }
        return membership;
    }
}
