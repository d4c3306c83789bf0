package cloud.lariba.user.profiles;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user as the API shows one.
 *
 * @param email the sign-in address
 * @param emailVerified whether the user has shown to read mail at that address
 * @param roles platform roles: {@code user}, and {@code admin} for platform administrators
 */
@Schema(name = "User")
public record UserView(
        UUID id,
        String name,
        String email,
        boolean emailVerified,
        List<String> roles,
        Instant createdAt,
        Instant updatedAt) {}
