package cloud.lariba.project.access;

import cloud.lariba.project.quota.QuotaOverrides;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The {@code members} table, and what membership needs to know of {@code projects}. */
@ApplicationScoped
class MemberRows {

    private static final String MEMBERSHIPS = """
            select p.id, m.role, p.state, p.deleted_at,
                p.quota_services, p.quota_vcpus, p.quota_memory_gb, p.quota_storage_gb, p.quota_databases
            from members m join projects p on p.id = m.project_id
            """;

    /** Owned by the user (the one parameter) and by nobody else. */
    private static final String SOLE_OWNED = """
            select p.id from members m join projects p on p.id = m.project_id
            where m.user_id = ? and m.role = 'owner' and p.state <> 'deleted' and not exists (
                select 1 from members other
                where other.project_id = m.project_id and other.user_id <> m.user_id and other.role = 'owner')
            """;

    private final DataSource database;

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    MemberRows(DataSource database) {
        this.database = database;
    }

    /** What the user is in the project, whatever state that is in. */
    Optional<Membership> find(UUID projectId, UUID userId) {
        return query(
                        MEMBERSHIPS + "where m.project_id = ? and m.user_id = ?",
                        MemberRows::membership,
                        projectId,
                        userId)
                .stream()
                .findFirst();
    }

    /** The user's memberships in projects that are not deleted. */
    List<Membership> ofUser(UUID userId) {
        return query(
                MEMBERSHIPS + "where m.user_id = ? and p.state <> 'deleted' order by p.id desc",
                MemberRows::membership,
                userId);
    }

    List<UUID> soleOwned(UUID userId) {
        return query(SOLE_OWNED + "order by p.id", row -> row.getObject(1, UUID.class), userId);
    }

    List<UUID> soleOwnedWithMembers(UUID userId) {
        return query(SOLE_OWNED + """
                        and exists (
                            select 1 from members other
                            where other.project_id = m.project_id and other.user_id <> m.user_id)
                        order by p.id
                        """, row -> row.getObject(1, UUID.class), userId);
    }

    /** A page of a project's members, newest first. */
    List<MemberView> page(UUID projectId, PageRequest page) {
        String select = "select user_id, role, created_at from members where project_id = ?";
        String order = " order by created_at desc, user_id desc limit ?";
        Cursor after = page.after();
        return after == null
                ? query(select + order, MemberRows::member, projectId, page.fetchSize())
                : query(
                        select + " and (created_at, user_id) < (?, ?)" + order,
                        MemberRows::member,
                        projectId,
                        Timestamp.from(after.at()),
                        after.id(),
                        page.fetchSize());
    }

    void add(UUID projectId, UUID userId, Role role, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into members (project_id, user_id, role, created_at) values (?, ?, ?, ?)")) {
            bind(insert, projectId, userId, role.wireName(), Timestamp.from(at));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("members cannot be written", e);
        }
    }

    private <T> List<T> query(String sql, Row<T> read, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            List<T> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("members cannot be read", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static Membership membership(ResultSet row) throws SQLException {
        Timestamp deletedAt = row.getTimestamp("deleted_at");
        return new Membership(
                row.getObject("id", UUID.class),
                Role.named(row.getString("role")),
                ProjectState.named(row.getString("state")).orElseThrow(),
                new QuotaOverrides(
                        row.getObject("quota_services", Integer.class),
                        row.getObject("quota_vcpus", Integer.class),
                        row.getObject("quota_memory_gb", Integer.class),
                        row.getObject("quota_storage_gb", Integer.class),
                        row.getObject("quota_databases", Integer.class)),
                deletedAt == null ? null : deletedAt.toInstant());
    }

    private static MemberView member(ResultSet row) throws SQLException {
        return new MemberView(
                row.getObject("user_id", UUID.class),
                Role.named(row.getString("role")),
                row.getTimestamp("created_at").toInstant());
    }
}
