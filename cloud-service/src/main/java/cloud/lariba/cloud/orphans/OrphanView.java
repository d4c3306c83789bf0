package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.catalog.PriceView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A resource without a service, as administrators see it. */
@Schema(name = "Orphan", description = "A resource of this installation that no service accounts for")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrphanView(
        UUID id,
        String provider,
        String region,

        @Schema(
                enumeration = {
                    "compute",
                    "storage",
                    "database",
                    "disk",
                    "snapshot",
                    "security_group",
                    "key_pair",
                    "access_user"
                })
        String type,

        @Schema(description = "Its name or id at the provider")
        String resourceId,

        @Schema(description = "The service that it was made for")
        UUID serviceId,

        @Schema(nullable = true) @Nullable UUID projectId,

        @Schema(enumeration = {"found", "deleting"}) String state,

        @Schema(nullable = true, description = "What it costs; null when nobody knows beforehand") @Nullable
        PriceView price,

        Instant firstSeenAt,
        Instant lastSeenAt,
        @Schema(description = "How many sweeps saw it") int sweeps,

        @Schema(nullable = true, description = "Why its removal does not get on") @Nullable
        String error) {

    static OrphanView of(Orphan orphan, @Nullable PriceView price) {
        return new OrphanView(
                orphan.id(),
                orphan.provider(),
                orphan.found().region(),
                orphan.found().kind().wireName(),
                orphan.found().resourceId(),
                orphan.found().serviceId(),
                orphan.found().projectId(),
                orphan.state().name().toLowerCase(Locale.ROOT),
                price,
                orphan.firstSeenAt(),
                orphan.lastSeenAt(),
                orphan.sweeps(),
                orphan.error());
    }
}
