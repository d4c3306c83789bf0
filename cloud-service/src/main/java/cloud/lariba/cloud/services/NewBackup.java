package cloud.lariba.cloud.services;

import cloud.lariba.rest.InputErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /services/{id}/backups}, which may be left out. */
@Schema(name = "NewBackup")
public record NewBackup(
        @Schema(minLength = 1, maxLength = 100, description = "What you call it; not unique") @Nullable
        String name) {

    private static final int MAX_NAME = 100;

    /** Checks the name, which stands at this place of the body. */
    NewBackup check(String pointer) {
        new InputErrors().optionalText(name, pointer, 1, MAX_NAME).orThrow();
        return this;
    }
}
