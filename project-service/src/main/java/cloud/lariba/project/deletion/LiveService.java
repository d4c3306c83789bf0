package cloud.lariba.project.deletion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/** A service that keeps its project from being deleted, as cloud-service shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LiveService(UUID id, String name, String type, String status) {}
