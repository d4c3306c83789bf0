package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The key pair of an instance. EC2 takes one, and only of some kinds; cloud-init brings the other keys. */
final class KeyPairs {

    private static final Set<Integer> RSA_BITS = Set.of(1024, 2048, 4096);
    private static final int RSA_FIELDS = 3;

    private final AwsClients clients;
    private final Tags tags;

    KeyPairs(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    /** The key among these that becomes the instance's key pair. */
    static Optional<String> chosen(List<String> sshKeys) {
        return sshKeys.stream().filter(KeyPairs::isImportable).findFirst();
    }

    /** Which keys EC2 takes: "ED25519", and RSA with "1024, 2048, and 4096" bits (ImportKeyPair, Amazon EC2 User Guide). */
    private static boolean isImportable(String key) {
        String[] parts = key.split(" ", 3);
        return switch (parts[0]) {
            case "ssh-ed25519" -> true;
            case "ssh-rsa" -> RSA_BITS.contains(rsaBits(parts[1]));
            default -> false;
        };
    }

    /** The length of the modulus, the third string of the key (RFC 4253, 6.6); 0 when there is none. */
    private static int rsaBits(String base64) {
        try {
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            byte[] field = {};
            for (int i = 0; i < RSA_FIELDS; i++) {
                int length = blob.getInt();
                if (length < 0 || length > blob.remaining()) {
                    return 0;
                }
                field = new byte[length];
                blob.get(field);
            }
            return new BigInteger(1, field).bitLength();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return 0;
        }
    }

    /**
     * Makes the key pair; returns its name. The keys of an instance never change, so one of ours that is there is right.
     *
     * @throws Permanent {@code invalid_state} when somebody else has one of the name
     */
    String ensure(ResourceIdentity identity, String sshKey) {
        String name = Tags.nameOf(identity);
        try {
            clients.of(identity)
                    .ec2()
                    .importKeyPair(key -> key.keyName(name)
                            .publicKeyMaterial(SdkBytes.fromUtf8String(sshKey))
                            .tagSpecifications(Tags.specification(ResourceType.KEY_PAIR, tags.ofService(identity))));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals("InvalidKeyPair.Duplicate")) {
                throw e;
            }
            KeyPairInfo present = find(identity)
                    .orElseThrow(
                            () -> new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "A key pair does not show yet.", e));
            Tags.require(tags.ofService(identity), present.tags(), "The key pair " + name);
        }
        return name;
    }

    /** Removes the key pair, if it is ours; does nothing when there is none. */
    void delete(ResourceIdentity identity) {
        find(identity)
                .filter(present -> Tags.say(tags.ofService(identity), present.tags()))
                .ifPresent(ours -> clients.of(identity).ec2().deleteKeyPair(key -> key.keyName(ours.keyName())));
    }

    private Optional<KeyPairInfo> find(ResourceIdentity identity) {
        return clients
                .of(identity)
                .ec2()
                .describeKeyPairs(find -> find.filters(Tags.filter("key-name", Tags.nameOf(identity))))
                .keyPairs()
                .stream()
                .findFirst();
    }
}
