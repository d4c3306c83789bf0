package cloud.lariba.project.deletion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** A service that keeps its project from being deleted, as cloud-service shows it. */
@RegisterForReflection // written as a member of a problem
@JsonIgnoreProperties(ignoreUnknown = true)
record LiveService(UUID id, String name, String type, String status) {}
