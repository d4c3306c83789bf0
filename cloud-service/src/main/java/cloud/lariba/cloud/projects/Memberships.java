package cloud.lariba.cloud.projects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/** The projects that a user is a member of, as project-service answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Memberships(List<Membership> items) {

    /** One of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Membership(UUID projectId, ProjectRole role, String state) {}

    List<UUID> permitting(Permission permission) {
        return items.stream()
                .filter(membership -> membership.role().permits(permission))
                .map(Membership::projectId)
                .toList();
    }
}
