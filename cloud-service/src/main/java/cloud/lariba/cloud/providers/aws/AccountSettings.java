package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.aws.AwsProviderConfig.Network;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is configured for one account. A project that has a role of its own has its networks, keys and profile of its own too, and none of the
 * platform's: they are in another account.
 *
 * @param role as whom the platform acts there
 * @param networks by region; where none is given, the account's default one
 * @param kmsKeys ARNs by region of the keys for buckets that ask for KMS
 * @param instanceProfile name of the profile that instances run with
 */
record AccountSettings(
        Identity role, Map<String, Network> networks, Map<String, String> kmsKeys, Optional<String> instanceProfile) {

    /**
     * As whom the platform acts.
     *
     * @param arn of a role; without one, as whom the SDK's default chain says
     * @param externalId the secret word that its trust policy asks for
     */
    record Identity(Optional<String> arn, Optional<String> externalId) {

        static Identity of(AwsProviderConfig.Role role) {
            return new Identity(role.arn(), role.externalId());
        }

        @Override
        public String toString() {
            return "Identity[" + arn.orElse("default") + "]";
        }
    }

    /** The settings for a project's things. */
    static AccountSettings of(AwsProviderConfig config, UUID projectId) {
        return Optional.ofNullable(config.projects().get(projectId.toString()))
                .map(project -> new AccountSettings(
                        Identity.of(project), project.networks(), project.kmsKeys(), project.instanceProfile()))
                .orElseGet(() -> new AccountSettings(
                        Identity.of(config.role()),
                        config.networks(),
                        config.storage().kmsKeys(),
                        config.instances().profile()));
    }

    /** Everybody as whom the platform acts, the platform's own identity first. */
    static List<Identity> everybody(AwsProviderConfig config) {
        Set<Identity> all = new LinkedHashSet<>();
        all.add(Identity.of(config.role()));
        config.projects().values().stream().map(Identity::of).forEach(all::add);
        return List.copyOf(all);
    }

    /**
     * Refuses what could only fail later.
     *
     * @throws IllegalStateException saying what is wrong
     */
    static void check(AwsProviderConfig config) {
        checkNetworks("lariba.providers.aws.networks", config.networks());
        config.projects().forEach((id, project) -> {
            String key = "lariba.providers.aws.projects." + id;
            if (!isUuid(id)) {
                throw new IllegalStateException(key + ": a project is named by its id");
            }
            if (project.arn().isEmpty()) {
                throw new IllegalStateException(key + ".arn is missing: a project with settings has a role of its own");
            }
            checkNetworks(key + ".networks", project.networks());
        });
    }

    private static void checkNetworks(String key, Map<String, Network> networks) {
        networks.forEach((region, network) -> {
            if (network.vpcId().isPresent() != network.subnetIds().isPresent()) {
                throw new IllegalStateException(
                        key + "." + region + " must name the vpc-id and its subnet-ids, or neither");
            }
        });
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
