package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.ResourceNames;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The IAM users of access keys. Their path says whose they are. IAM is the same in all regions, so they show in one.
 *
 * @param installationId this installation's
 * @param region the region in which they show
 */
record AccessUserFinder(String installationId, String region) implements Finder {

    @Override
    public Kind kind() {
        return Kind.ACCESS_USER;
    }

    @Override
    public Stream<FoundResource> all(AwsClients.Account account) {
        if (!account.region().equals(region)) {
            return Stream.empty();
        }
        return account
                .iam()
                .listUsersPaginator(ListUsersRequest.builder()
                        .pathPrefix(BucketUsers.path(installationId))
                        .build())
                .users()
                .stream()
                .flatMap(user -> found(user).stream());
    }

    @Override
    public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
        try {
            return found(account.iam()
                            .getUser(get -> get.userName(found.resourceId()))
                            .user())
                    .filter(proved -> proved.serviceId().equals(found.serviceId()));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(AwsClients.Account account, FoundResource found) {
        BucketUsers.removeUser(account.iam(), found.resourceId());
    }

    private Optional<FoundResource> found(User user) {
        String path = user.path();
        String root = BucketUsers.path(installationId);
        if (!path.startsWith(root) || !path.endsWith("/")) {
            return Optional.empty();
        }
        return ResourceNames.serviceOf("", path.substring(root.length(), path.length() - 1))
                .map(service -> new FoundResource(Kind.ACCESS_USER, user.userName(), region, service, null, null, 0));
    }
}
