package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The key pair of an instance. EC2 takes one, and only of some kinds; cloud-init brings the other keys. */
final class KeyPairs {

    private static final List<String> IMPORTABLE = List.of("ssh-ed25519 ", "ssh-rsa ");

    private final AwsClients clients;
    private final Tags tags;

    KeyPairs(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    /** The key among these that becomes the instance's key pair. */
    static Optional<String> chosen(List<String> sshKeys) {
        return sshKeys.stream()
                .filter(key -> IMPORTABLE.stream().anyMatch(key::startsWith))
                .findFirst();
    }

    /** Makes the key pair; returns its name. The keys of an instance never change, so one that is there is right. */
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
        }
        return name;
    }

    /** Removes the key pair; does nothing when there is none. */
    void delete(ResourceIdentity identity) {
        try {
            clients.of(identity).ec2().deleteKeyPair(key -> key.keyName(Tags.nameOf(identity)));
        } catch (Ec2Exception e) {
            if (!AwsFailures.code(e).equals("InvalidKeyPair.NotFound")) {
                throw e;
            }
        }
    }
}
