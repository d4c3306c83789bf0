package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags by which everything that the platform made is found again. */
final class Tags {

    static final String SERVICE = "lariba:service-id";
    static final String PROJECT = "lariba:project-id";
    static final String INSTALLATION = "lariba:installation-id";
    /** On an instance that was stopped to be changed and is to run again afterwards, with the size that it had. */
    static final String RESTART = "lariba:restart";

    /** On an instance that AWS did not give another size to, with the client token of the attempt and AWS's code. Stays until another attempt is refused. */
    static final String REFUSED = "lariba:refused";

    /** Tags that are not as they were set, among the differences. */
    static final String FIELD = "tags";

    private static final String NAME = "Name";

    private final String installationId;

    Tags(String installationId) {
        this.installationId = installationId;
    }

    /** The tags of what belongs to a service. */
    Map<String, String> ofService(ResourceIdentity identity) {
        Map<String, String> tags = ofProject(identity);
        tags.put(SERVICE, identity.serviceId().toString());
        tags.put(NAME, nameOf(identity));
        return tags;
    }

    /** The tags of what a project's services share. */
    Map<String, String> ofProject(ResourceIdentity identity) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(PROJECT, identity.projectId().toString());
        tags.put(INSTALLATION, installationId);
        return tags;
    }

    /** What of a service's tags is among these. */
    Map<String, String> ofServiceAmong(ResourceIdentity identity, Map<String, String> present) {
        Map<String, String> own = new TreeMap<>(present);
        own.keySet().retainAll(ofService(identity).keySet());
        return own;
    }

    /** What finds a service's resources of EC2. */
    List<Filter> finding(ResourceIdentity identity) {
        return List.of(
                filter("tag:" + INSTALLATION, installationId),
                filter("tag:" + SERVICE, identity.serviceId().toString()));
    }

    /** Whether something in EC2 with these tags is among what {@link #finding} finds. */
    boolean find(ResourceIdentity identity, List<Tag> present) {
        return present.containsAll(ofEc2(Map.of(
                INSTALLATION, installationId, SERVICE, identity.serviceId().toString())));
    }

    /**
     * Refuses what has the right name and is not what this installation made for the service, before it is read or changed.
     *
     * @throws Permanent {@code invalid_state}
     */
    <T> T requireOwn(ResourceIdentity identity, T found, List<software.amazon.awssdk.services.rds.model.Tag> tags) {
        boolean ours = has(tags, INSTALLATION, installationId)
                && has(tags, SERVICE, identity.serviceId().toString());
        if (!ours) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "Something at AWS has the name " + nameOf(identity) + " and not this installation's tags.",
                    null);
        }
        return found;
    }

    private static boolean has(List<software.amazon.awssdk.services.rds.model.Tag> tags, String key, String value) {
        return tags.stream()
                .anyMatch(tag -> tag.key().equals(key) && tag.value().equals(value));
    }

    /** Whether the tag says whose a resource is. */
    static boolean isIdentifying(String key) {
        return key.equals(SERVICE) || key.equals(PROJECT) || key.equals(INSTALLATION);
    }

    /** Whether the tags of something in EC2 say that it is ours: what identifies among the wanted ones is there, and nothing else is said. */
    static boolean say(Map<String, String> wanted, List<Tag> present) {
        Map<String, String> identifying = new TreeMap<>();
        present.stream()
                .filter(tag -> isIdentifying(tag.key()))
                .forEach(tag -> identifying.put(tag.key(), tag.value()));
        Map<String, String> needed = new TreeMap<>(wanted);
        needed.keySet().removeIf(key -> !isIdentifying(key));
        return identifying.equals(needed);
    }

    /**
     * Refuses something in EC2 whose tags do not say that it is ours.
     *
     * @param what names it, as the beginning of a sentence
     * @throws Permanent {@code invalid_state}
     */
    static void require(Map<String, String> wanted, List<Tag> present, String what) {
        if (!say(wanted, present)) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE, what + " has tags that say it belongs to something else.", null);
        }
    }

    static TagSpecification specification(ResourceType type, Map<String, String> tags) {
        return TagSpecification.builder().resourceType(type).tags(ofEc2(tags)).build();
    }

    static List<Tag> ofEc2(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static List<software.amazon.awssdk.services.rds.model.Tag> ofRds(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> software.amazon.awssdk.services.rds.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
                .toList();
    }

    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** The name of what belongs to a service, 36 characters of {@code [a-z0-9-]}. */
    static String nameOf(ResourceIdentity identity) {
        return "lrb-" + identity.compactServiceId();
    }
}
