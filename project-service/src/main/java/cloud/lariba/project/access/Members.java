package cloud.lariba.project.access;

import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The people of a project. */
@ApplicationScoped
public class Members {

    private final MemberRows rows;
    private final ProjectAccess access;

    Members(MemberRows rows, ProjectAccess access) {
        this.rows = rows;
        this.access = access;
    }

    /** Makes the user the owner of a new project, in the transaction that makes the project. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addOwner(UUID projectId, UUID userId, Instant at) {
        rows.add(projectId, userId, Role.OWNER, at);
    }

    /** The projects, not deleted, that have this user as their only owner. */
    public List<UUID> soleOwned(UUID userId) {
        return rows.soleOwned(userId);
    }

    List<UUID> soleOwnedWithMembers(UUID userId) {
        return rows.soleOwnedWithMembers(userId);
    }

    List<Membership> ofUser(UUID userId) {
        return rows.ofUser(userId);
    }

    Page<MemberView> page(UUID userId, UUID projectId, PageRequest page) {
        access.require(userId, projectId, Permission.READ);
        return page.page(
                rows.page(projectId, page),
                member -> new Cursor(member.createdAt(), member.userId()),
                member -> member);
    }
}
