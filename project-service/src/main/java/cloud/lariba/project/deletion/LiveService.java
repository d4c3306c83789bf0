package cloud.lariba.project.deletion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service that keeps its project from being deleted, as cloud-service shows it. */
@RegisterForReflection // written as a member of a problem
@JsonIgnoreProperties(ignoreUnknown = true)
record LiveService(
        UUID id,
        String name,
        String type,
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean deletionProtection) {}
