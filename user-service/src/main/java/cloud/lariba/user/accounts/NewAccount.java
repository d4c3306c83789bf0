package cloud.lariba.user.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An account to be made. auth-service checks every field.
 *
 * @param password absent when an administrator invites somebody; never logged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewAccount(
        @Nullable String name,
        @Nullable String email,
        @Nullable String password) {

    @Override
    public String toString() {
        return "NewAccount[email=" + email + "]";
    }
}
