package cloud.lariba.auth.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account as others see it.
 *
 * @param email the sign-in address, normalised
 * @param emailVerified whether the user has shown to read mail at that address
 * @param roles platform roles: {@code user}, and {@code admin} for platform administrators
 */
@Schema(name = "Account")
public record Account(
        UUID id,
        String name,
        String email,
        boolean emailVerified,
        List<String> roles,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether this is a platform administrator. */
    public boolean admin() {
        return roles.contains("admin");
    }
}
