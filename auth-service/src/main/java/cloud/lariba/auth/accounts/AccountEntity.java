package cloud.lariba.auth.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code accounts}. */
@Entity
@Table(name = "accounts")
class AccountEntity {

    @Id
    UUID id;

    String name;
    String email;
    boolean emailVerified;
    boolean admin;

    @Nullable
    String passwordHash;

    Instant createdAt;
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected AccountEntity() {}

    AccountEntity(UUID id, String name, String email, boolean admin, @Nullable String passwordHash, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.admin = admin;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    Account view() {
        List<String> roles = admin ? List.of("user", "admin") : List.of("user");
        return new Account(id, name, email, emailVerified, roles, createdAt, updatedAt);
    }
}
