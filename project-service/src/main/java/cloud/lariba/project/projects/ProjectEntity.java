package cloud.lariba.project.projects;

import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.project.quota.Quota;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.project.quota.QuotaOverrides;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code projects}, and the states that it may go through: active → deleting → deleted → active, and back from
 * deleting.
 */
@Entity
@Table(name = "projects")
class ProjectEntity {

    /** How long an undecided deletion is left to the request that began it. */
    static final Duration SETTLE_AFTER = Duration.ofSeconds(10);

    @Id
    UUID id;

    UUID ownerId;
    String name;
    String description;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    ProjectState state;

    @Embedded
    @Nullable
    QuotaOverrides quota;

    @Embedded
    @Nullable
    Deletion deletion;

    @Nullable
    Instant settleAt;

    @Version
    long version;

    Instant createdAt;
    Instant updatedAt;

    @Nullable
    Instant deletedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected ProjectEntity() {}

    ProjectEntity(UUID id, UUID ownerId, ProjectFields.Checked fields, Instant now) {
        this.id = id;
        this.ownerId = ownerId;
        this.name = fields.name();
        this.description = fields.description();
        this.labels = fields.labels();
        this.state = ProjectState.ACTIVE;
        this.createdAt = now;
        this.updatedAt = now;
    }

    ProjectFields fields() {
        return new ProjectFields(name, description, new TreeMap<>(labels));
    }

    void change(ProjectFields.Checked fields, Instant now) {
        if (!fields.equals(fields().check())) {
            name = fields.name();
            description = fields.description();
            labels = fields.labels();
            updatedAt = now;
        }
    }

    QuotaOverrides ownQuota() {
        return quota == null ? QuotaOverrides.NONE : quota;
    }

    void setQuota(QuotaOverrides own, Instant now) {
        if (!own.equals(ownQuota())) {
            quota = own;
            updatedAt = now;
        }
    }

    /** From active, or instead of the deletion that is under way. It is undecided as long as services may stand in the way. */
    void beginDeletion(Deletion begun, Instant now) {
        state = ProjectState.DELETING;
        deletion = begun;
        settleAt = now.plus(SETTLE_AFTER);
        updatedAt = now;
    }

    /** No service stands in the way of the cascading deletion; there is no way back. */
    void awaitEmptied() {
        settleAt = null;
    }

    boolean isBeingDeletedBy(UUID operationId) {
        return state == ProjectState.DELETING
                && deletion != null
                && deletion.operationId().equals(operationId);
    }

    /** Whether its services are being deleted, and it after them. */
    boolean isCascading() {
        return state == ProjectState.DELETING && deletion != null && deletion.cascade() && settleAt == null;
    }

    void finishDeletion(Instant now) {
        state = ProjectState.DELETED;
        settleAt = null;
        updatedAt = now;
        deletedAt = now;
    }

    /** Back to active; {@code settle} is when the sweeper shall allow services again, null when they were never refused. */
    void giveUpDeletion(Instant now, @Nullable Instant settle) {
        state = ProjectState.ACTIVE;
        deletion = null;
        settleAt = settle;
        updatedAt = now;
    }

    void undelete(Instant now) {
        state = ProjectState.ACTIVE;
        deletion = null;
        deletedAt = null;
        updatedAt = now;
    }

    ProjectView view(Role role, QuotaDefaults defaults) {
        return new ProjectView(
                id,
                name,
                description,
                new TreeMap<>(labels),
                ownerId,
                ownerId,
                role,
                state,
                Quota.of(defaults, ownQuota()),
                null,
                createdAt,
                updatedAt,
                isCascading() && deletion != null ? deletion.operationId() : null,
                version);
    }
}
