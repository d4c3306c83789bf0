package cloud.lariba.cloud.providers.aws;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The AWS provider. */
@ConfigMapping(prefix = "lariba.providers.aws")
interface AwsProviderConfig {

    /** Whether the platform talks to AWS at all; without it no call is made and no credentials are looked for. */
    @WithDefault("false")
    boolean enabled();

    /** The regions on offer, the default one first. */
    @WithDefault("us-east-1,us-west-2,eu-central-1,eu-west-1,ap-southeast-1")
    List<String> regions();

    /**
     * Tells what this installation made from what others made in the same account: the value of the tag {@code lariba:installation-id}. Has to be
     * given when AWS is switched on, and never changes once something was made. 1–64 of {@code [A-Za-z0-9_-]}.
     */
    Optional<String> installationId();

    /** URL of an emulator or a private endpoint for all services; {@code quarkus.<service>.endpoint-override} is for one. */
    Optional<URI> endpointOverride();

    /** How the SDK calls. */
    Calls calls();

    /** As whom the platform acts; without a role, as whom the SDK's default chain says. */
    Role role();

    /** The accounts of single projects, by the project's id. Such a project has none of the platform's networks, keys and profiles. */
    Map<String, Project> projects();

    /** Networks by region; where none is given, the account's default one. */
    Map<String, Network> networks();

    /** Instances. */
    Instances instances();

    /** Buckets. */
    Storage storage();

    /** Databases. */
    Databases databases();

    /** How the SDK calls. The engine repeats with back-off what failed, so the SDK itself gives up soon. */
    interface Calls {

        /** How often one call is tried, the first time included, 1–5. */
        @WithDefault("2")
        int attempts();

        /** How long one try may take. */
        @WithDefault("10S")
        Duration attemptTimeout();

        /** How long a call may take with all its tries. */
        @WithDefault("25S")
        Duration timeout();
    }

    /** A role to take on. */
    interface Role {

        /** Its ARN. */
        Optional<String> arn();

        /** The secret word that its trust policy asks for. */
        Optional<String> externalId();
    }

    /** The account of a project: as whom the platform acts for it, which must be a role, and what it finds there. */
    interface Project extends Role {

        /** Networks by region; where none is given, the account's default one. */
        Map<String, Network> networks();

        /** ARNs by region of the KMS keys for buckets that ask for KMS; where none is given, the account's own key for S3. */
        Map<String, String> kmsKeys();

        /** Name of the instance profile that instances run with. */
        Optional<String> instanceProfile();
    }

    /** Where instances and databases are in a region. */
    interface Network {

        /** The VPC. Goes with its subnets. */
        Optional<String> vpcId();

        /** Its subnets, all of them of that VPC and each in a zone of its own; databases need two or more. */
        Optional<List<String>> subnetIds();
    }

    /** Buckets. */
    interface Storage {

        /** ARNs by region of the KMS keys for buckets that ask for KMS; where none is given, the account's own key for S3. */
        Map<String, String> kmsKeys();
    }

    /** Instances. */
    interface Instances {

        /** Name of the instance profile that instances run with. */
        Optional<String> profile();

        /**
         * The AWS accounts, by id or alias such as {@code aws-marketplace}, whose private AMIs services may name. Public ones anybody may; the platform's own
         * account is not among them unless it is listed.
         */
        Optional<List<String>> imageOwners();

        /** What an alias of an image means here: an AMI's id, or the name of an SSM parameter that holds one. */
        Map<String, String> images();
    }

    /** Databases. The platform itself connects to them, so it has to be in, or next to, their networks. */
    interface Databases {

        /** How the platform's own connections to databases are protected; less than {@code verify-full} is for emulators and tunnels. */
        @WithDefault("verify-full")
        Tls tls();

        /**
         * IPv4 networks from which the platform itself reaches databases: it makes their logins. Without them it has to be in a group or network
         * that the owner of the database admits.
         */
        Optional<List<String>> platformCidrs();

        /**
         * File with the certificates that {@code verify-ca} and {@code verify-full} trust, and need: the bundle of RDS's authorities that AWS publishes.
         */
        Optional<String> certificateAuthorities();
    }

    /** How a connection is protected, as libpq's {@code sslmode} names it. */
    enum Tls {
        /** Not at all: for an emulator. */
        DISABLE,
        /** Encrypted, whoever answers. */
        REQUIRE,
        /** Encrypted, to a server with a certificate of the authorities. */
        VERIFY_CA,
        /** Encrypted, to the server that is meant. */
        VERIFY_FULL;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
