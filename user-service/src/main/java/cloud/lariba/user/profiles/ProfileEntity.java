package cloud.lariba.user.profiles;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code profiles}. */
@Entity
@Table(name = "profiles")
class ProfileEntity {

    @Id
    UUID id;

    String name;

    @Nullable
    String email;

    boolean emailVerified;
    String roles;
    Instant createdAt;
    Instant updatedAt;

    @Nullable
    Instant deletedAt;

    @Version
    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected ProfileEntity() {}

    ProfileEntity(UUID id, String name, String email, boolean emailVerified, List<String> roles, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.emailVerified = emailVerified;
        this.roles = String.join(",", roles);
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    UserView view() {
        return new UserView(
                id, name, email == null ? "" : email, emailVerified, List.of(roles.split(",")), createdAt, updatedAt);
    }

    void rename(String newName, Instant now) {
        name = newName;
        updatedAt = now;
    }

    void moveTo(String newEmail, boolean verified, Instant now) {
        email = newEmail;
        emailVerified = verified;
        updatedAt = now;
    }

    void anonymise(Instant now) {
        name = "Deleted user";
        email = null;
        emailVerified = false;
        roles = "";
        updatedAt = now;
        deletedAt = now;
    }
}
