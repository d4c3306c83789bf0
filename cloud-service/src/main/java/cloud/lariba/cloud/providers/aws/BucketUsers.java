package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The IAM users behind a bucket's access keys, one for each name of a key, under a path that derives from the service. The policy is part of the
 * user: it comes before the key and goes before it, so that no key ever opens more than its bucket and what a crash leaves opens nothing.
 */
final class BucketUsers {

    private static final String POLICY = "bucket";
    private static final String MISSING = "NoSuchEntity";
    private static final int NAME_BYTES = 6;
    /** Much longer than a user and its key take to be made. */
    private static final Duration MADE_WITHIN = Duration.ofHours(1);

    private final AwsClients clients;
    private final Tags tags;
    private final String installationId;
    private final Clock clock;

    BucketUsers(AwsClients clients, Tags tags, String installationId, Clock clock) {
        this.clients = clients;
        this.tags = tags;
        this.installationId = installationId;
        this.clock = clock;
    }

    /** Makes the user of this name with this policy, and a key in place of the ones it had: nobody has their secrets. */
    AccessKey issue(ResourceIdentity identity, String name, String policy) {
        IamClient iam = iam(identity);
        String user = prefix(identity) + digest(name);
        try {
            ensureUser(identity, iam, user);
            iam.putUserPolicy(put -> put.userName(user).policyName(POLICY).policyDocument(policy));
            keysOf(iam, user).forEach(old -> deleteKey(iam, user, old));
            return createKey(iam, user);
        } catch (IamException e) {
            if (AwsFailures.code(e).equals(MISSING)) {
                throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The new IAM user does not show yet.", e);
            }
            throw e;
        }
    }

    /** A user has two keys at most; there are more only when others ask for the same name right now. */
    private static AccessKey createKey(IamClient iam, String user) {
        try {
            return iam.createAccessKey(create -> create.userName(user)).accessKey();
        } catch (IamException e) {
            if (AwsFailures.code(e).equals("LimitExceeded")) {
                throw new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE, "The access key is being made by somebody else.", e);
            }
            throw e;
        }
    }

    private void ensureUser(ResourceIdentity identity, IamClient iam, String user) {
        try {
            iam.createUser(create -> create.userName(user).path(path(identity)).tags(asTags(tags.ofService(identity))));
        } catch (IamException e) {
            if (!AwsFailures.code(e).equals("EntityAlreadyExists")) {
                throw e;
            }
            if (!isOurs(identity, iam, user)) {
                throw new Permanent(
                        Permanent.Reason.INVALID_STATE, "The IAM user " + user + " belongs to something else.", e);
            }
        }
    }

    /** By the path, which nobody but the installation makes users under; a name can be the same in another installation. */
    private boolean isOurs(ResourceIdentity identity, IamClient iam, String user) {
        return iam.getUser(get -> get.userName(user)).user().path().equals(path(identity));
    }

    /** The ids of all keys of the service. */
    List<String> keys(ResourceIdentity identity) {
        IamClient iam = iam(identity);
        return users(identity, iam).stream()
                .flatMap(user -> keysOf(iam, user.userName()).stream())
                .toList();
    }

    /** How many users, each with a key unless it was left behind, the service has. */
    int count(ResourceIdentity identity) {
        return users(identity, iam(identity)).size();
    }

    /** Takes the keys with their users away, and old users without keys, which are left by calls that died. */
    void revoke(ResourceIdentity identity, Set<String> keyIds) {
        IamClient iam = iam(identity);
        Set<String> left = new HashSet<>(keyIds);
        for (User found : users(identity, iam)) {
            String user = found.userName();
            List<String> keys = keysOf(iam, user);
            if (keys.isEmpty() ? isOld(found) : keyIds.containsAll(keys)) {
                removeUser(iam, user);
            } else {
                keys.stream().filter(keyIds::contains).forEach(key -> deleteKey(iam, user, key));
            }
            keys.forEach(left::remove);
        }
        // What the list of users, which lags, does not show yet. A key of another service, or of nobody we know, stays.
        for (String key : left) {
            ownerOf(iam, key)
                    .filter(user -> user.startsWith(prefix(identity)) && isOurs(identity, iam, user))
                    .ifPresent(user -> removeKey(iam, user, key));
        }
    }

    /** Takes all keys of the service away. */
    void revokeAll(ResourceIdentity identity) {
        IamClient iam = iam(identity);
        users(identity, iam).forEach(user -> removeUser(iam, user.userName()));
    }

    private static void removeKey(IamClient iam, String user, String keyId) {
        if (keysOf(iam, user).equals(List.of(keyId))) {
            removeUser(iam, user);
        } else {
            deleteKey(iam, user, keyId);
        }
    }

    /** Removes a user with all that it has. */
    static void removeUser(IamClient iam, String user) {
        unlessMissing(() -> iam.deleteUserPolicy(delete -> delete.userName(user).policyName(POLICY)));
        keysOf(iam, user).forEach(key -> deleteKey(iam, user, key));
        unlessMissing(() -> iam.deleteUser(delete -> delete.userName(user)));
    }

    private static void deleteKey(IamClient iam, String user, String keyId) {
        unlessMissing(() -> iam.deleteAccessKey(delete -> delete.userName(user).accessKeyId(keyId)));
    }

    /** Whether nobody can be making it any more. */
    private boolean isOld(User user) {
        return user.createDate() != null && user.createDate().plus(MADE_WITHIN).isBefore(clock.instant());
    }

    /** The user that has the key. IAM refuses to tell of keys that are not there as of those of other accounts. */
    private static Optional<String> ownerOf(IamClient iam, String keyId) {
        try {
            return Optional.ofNullable(
                    iam.getAccessKeyLastUsed(get -> get.accessKeyId(keyId)).userName());
        } catch (IamException e) {
            return switch (AwsFailures.code(e)) {
                case MISSING, "AccessDenied" -> Optional.empty();
                default -> throw e;
            };
        }
    }

    private List<User> users(ResourceIdentity identity, IamClient iam) {
        return iam
                .listUsersPaginator(
                        ListUsersRequest.builder().pathPrefix(path(identity)).build())
                .users()
                .stream()
                .toList();
    }

    private static List<String> keysOf(IamClient iam, String user) {
        return unlessMissing(() -> iam
                        .listAccessKeysPaginator(
                                ListAccessKeysRequest.builder().userName(user).build())
                        .accessKeyMetadata()
                        .stream()
                        .map(AccessKeyMetadata::accessKeyId)
                        .toList())
                .orElse(List.of());
    }

    private static <T> Optional<T> unlessMissing(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (IamException e) {
            if (AwsFailures.code(e).equals(MISSING)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private IamClient iam(ResourceIdentity identity) {
        return clients.of(identity).iam();
    }

    private String path(ResourceIdentity identity) {
        return path(installationId) + identity.compactServiceId() + "/";
    }

    /** The path of an installation's users. */
    static String path(String installationId) {
        return "/lariba/" + installationId + "/";
    }

    private static String prefix(ResourceIdentity identity) {
        return Tags.nameOf(identity) + "-";
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static List<Tag> asTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
