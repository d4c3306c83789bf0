package cloud.lariba.analytics.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Decides who may read and write a project's figures. Answers of project-service are kept for at most five seconds, and only the
 * granting ones: a new member is let in at once, a former one is out within that time.
 */
@ApplicationScoped
public class ProjectAccess {

    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MAX_KEPT = 10_000;
    private static final int MAX_USERS_KEPT = 500;

    private final Memberships memberships;
    private final Cache<Place, Role> roles =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MAX_KEPT).build();

    private final Cache<UUID, Map<UUID, Role>> rolesOfUsers = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumSize(MAX_USERS_KEPT)
            .build();

    private record Place(UUID userId, UUID projectId) {}

    ProjectAccess(Memberships memberships) {
        this.memberships = memberships;
    }

    /**
     * The user's roles in the projects that the user can see, at least in those that are asked for; foreign and missing ones are left out. One
     * project is looked up by itself, more of them with one question for all of the user's.
     */
    public Map<UUID, Role> roles(UUID userId, Set<UUID> projects) {
        if (projects.size() == 1) {
            UUID project = projects.iterator().next();
            return role(userId, project).map(role -> Map.of(project, role)).orElse(Map.of());
        }
        if (projects.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Role> kept = rolesOfUsers.getIfPresent(userId);
        if (kept != null && kept.keySet().containsAll(projects)) {
            return kept;
        }
        Map<UUID, Role> asked = memberships.roles(userId);
        rolesOfUsers.put(userId, asked);
        return asked;
    }

    /** The user's roles in all projects that the user is a member of. */
    public Map<UUID, Role> roles(UUID userId) {
        return memberships.roles(userId);
    }

    /**
     * Ends well when the user's role in the project satisfies the rule.
     *
     * @throws ProblemException {@code not_found} when the user cannot see the project, {@code forbidden} when the role is not enough
     */
    public void require(UUID userId, UUID projectId, Predicate<Role> rule) {
        Role role = role(userId, projectId).orElseThrow(ProblemException::notFound);
        if (!rule.test(role)) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Your role in the project does not allow this.");
        }
    }

    private Optional<Role> role(UUID userId, UUID projectId) {
        Place place = new Place(userId, projectId);
        Role kept = roles.getIfPresent(place);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Role> asked = memberships.role(userId, projectId);
        asked.ifPresent(role -> roles.put(place, role));
        return asked;
    }
}
