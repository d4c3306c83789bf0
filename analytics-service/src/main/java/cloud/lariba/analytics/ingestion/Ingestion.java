package cloud.lariba.analytics.ingestion;

import cloud.lariba.analytics.ingestion.IngestAnswer.Rejection;
import cloud.lariba.analytics.ingestion.IngestRequest.Point;
import cloud.lariba.analytics.ingestion.PointRules.Measured;
import cloud.lariba.analytics.ingestion.PointRules.Refused;
import cloud.lariba.analytics.projects.ProjectAccess;
import cloud.lariba.analytics.projects.Role;
import cloud.lariba.analytics.series.Sample;
import cloud.lariba.analytics.series.Samples;
import cloud.lariba.analytics.series.SeriesKey;
import cloud.lariba.analytics.series.SeriesRegistry;
import cloud.lariba.analytics.usage.ServiceLedger;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores the points that may be stored and says why not of the others. */
@ApplicationScoped
class Ingestion {

    private final ProjectAccess access;
    private final ServiceLedger services;
    private final SeriesRegistry registry;
    private final Samples samples;
    private final GroupCommit group;
    private final Clock clock;

    /** A point that passed all rules so far. */
    private record Candidate(int index, Measured point) {}

    Ingestion(
            ProjectAccess access,
            ServiceLedger services,
            SeriesRegistry registry,
            Samples samples,
            GroupCommit group,
            Clock clock) {
        this.access = access;
        this.services = services;
        this.registry = registry;
        this.samples = samples;
        this.group = group;
        this.clock = clock;
    }

    /**
     * The user's roles in the projects that the points are for. Asks project-service, so it belongs before any transaction.
     *
     * @throws ProblemException {@code not_found} when the user can see none of the projects, {@code forbidden} when the user may write to
     *     none of them
     */
    Map<UUID, Role> admit(UUID userId, List<Point> points) {
        Set<UUID> projects =
                points.stream().map(Point::projectId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<UUID, Role> roles = access.roles(userId, projects);
        refuseOutsiders(projects, roles);
        return roles;
    }

    /**
     * Takes the points; when it returns, the accepted ones are durable, or will be with the caller's transaction, if there is one.
     *
     * @param roles the sender's role in each project, from {@link #admit}
     * @throws ProblemException {@code overloaded}
     */
    IngestAnswer take(Map<UUID, Role> roles, List<Point> points) {
        List<Rejection> rejected = new ArrayList<>();
        return store(candidates(points, roles, rejected), rejected);
    }

    /**
     * Takes what another service of the platform measured, for any project; durable when it returns.
     *
     * @throws ProblemException {@code overloaded}
     */
    IngestAnswer takeFromPlatform(List<Point> points) {
        PointRules rules = PointRules.ofPlatform(clock.instant());
        List<Rejection> rejected = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>(points.size());
        for (int index = 0; index < points.size(); index++) {
            read(rules, points.get(index), index, candidates, rejected);
        }
        return store(candidates, rejected);
    }

    private IngestAnswer store(List<Candidate> candidates, List<Rejection> rejected) {
        List<Sample> accepted = identified(ofKnownServices(candidates, rejected), rejected);
        if (QuarkusTransaction.isActive()) {
            samples.write(accepted);
        } else if (!accepted.isEmpty()) {
            group.write(accepted);
        }
        rejected.sort(Comparator.comparingInt(Rejection::index));
        return new IngestAnswer(accepted.size(), rejected);
    }

    private static void refuseOutsiders(Set<UUID> projects, Map<UUID, Role> roles) {
        if (projects.isEmpty() || projects.stream().anyMatch(id -> mayWrite(roles, id))) {
            return;
        }
        if (projects.stream().noneMatch(roles::containsKey)) {
            throw ProblemException.notFound();
        }
        throw ProblemException.of(ProblemCode.FORBIDDEN, "Writing samples takes the role developer or above.");
    }

    private static boolean mayWrite(Map<UUID, Role> roles, UUID project) {
        Role role = roles.get(project);
        return role != null && role.mayWrite();
    }

    private List<Candidate> candidates(List<Point> points, Map<UUID, Role> roles, List<Rejection> rejected) {
        PointRules rules = new PointRules(clock.instant());
        List<Candidate> candidates = new ArrayList<>(points.size());
        for (int index = 0; index < points.size(); index++) {
            UUID project = points.get(index).projectId();
            if (project != null && !roles.containsKey(project)) {
                rejected.add(new Rejection(index, "not_found", "There is no such project that you can see."));
            } else if (project != null && !mayWrite(roles, project)) {
                rejected.add(new Rejection(index, "forbidden", "Your role in the project does not allow this."));
            } else {
                read(rules, points.get(index), index, candidates, rejected);
            }
        }
        return candidates;
    }

    private static void read(
            PointRules rules, Point point, int index, List<Candidate> candidates, List<Rejection> rejected) {
        switch (rules.read(point)) {
            case Refused refused -> rejected.add(new Rejection(index, refused.code(), refused.detail()));
            case Measured measured -> candidates.add(new Candidate(index, measured));
        }
    }

    private List<Candidate> ofKnownServices(List<Candidate> candidates, List<Rejection> rejected) {
        Map<UUID, Set<UUID>> named = new HashMap<>();
        for (Candidate candidate : candidates) {
            SeriesKey key = candidate.point().key();
            if (key.serviceId() != null) {
                named.computeIfAbsent(key.projectId(), id -> new HashSet<>()).add(key.serviceId());
            }
        }
        if (named.isEmpty()) {
            return candidates;
        }
        Map<UUID, Set<UUID>> known = services.known(named);
        List<Candidate> remaining = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            SeriesKey key = candidate.point().key();
            if (key.serviceId() == null
                    || known.getOrDefault(key.projectId(), Set.of()).contains(key.serviceId())) {
                remaining.add(candidate);
            } else {
                rejected.add(new Rejection(
                        candidate.index(),
                        "unknown_service",
                        "The project has no such service, or not for long enough."));
            }
        }
        return remaining;
    }

    private List<Sample> identified(List<Candidate> candidates, List<Rejection> rejected) {
        Set<SeriesKey> keys = candidates.stream().map(c -> c.point().key()).collect(Collectors.toSet());
        Map<SeriesKey, Long> ids = registry.resolve(keys);
        List<Sample> accepted = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            Measured point = candidate.point();
            Long id = ids.get(point.key());
            if (id == null) {
                rejected.add(new Rejection(
                        candidate.index(), "too_many_series", "The project has as many series as it may have."));
            } else {
                accepted.add(Sample.of(point.key().projectId(), id, point.time(), point.value()));
            }
        }
        return accepted;
    }
}
