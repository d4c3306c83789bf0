package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads off the tags whose something is.
 *
 * @param installationId this installation's
 */
record FoundTags(String installationId) {

    /** What was found, if its tags say that it is ours and of which service; less proves nothing. */
    Optional<FoundResource> found(
            Kind kind, String id, String region, Map<String, String> tags, @Nullable String size, int gb) {
        return Optional.ofNullable(tags.get(Tags.INSTALLATION))
                .filter(installationId::equals)
                .flatMap(ours -> uuid(tags.get(Tags.SERVICE)))
                .map(service -> new FoundResource(
                        kind, id, region, service, uuid(tags.get(Tags.PROJECT)).orElse(null), size, gb));
    }

    /** Something that was found, when it is the thing that is looked for, of the same service: names are used again, and tags change. */
    static boolean isOf(FoundResource looked, FoundResource found) {
        return found.resourceId().equals(looked.resourceId())
                && found.serviceId().equals(looked.serviceId());
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
