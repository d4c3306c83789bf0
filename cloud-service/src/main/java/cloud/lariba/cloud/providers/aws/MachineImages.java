package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * What images are called. The publishers of the distributions keep the newest AMI of each region in public parameters of Systems Manager:
 * <a href="https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/">Canonical</a>,
 * <a href="https://wiki.debian.org/Cloud/AmazonEC2Image">Debian</a>,
 * <a href="https://docs.aws.amazon.com/linux/al2023/ug/ec2.html">Amazon</a>.
 */
final class MachineImages {

    private static final String AMI = "ami-";
    private static final String WITHOUT_LICENCE = "Linux/UNIX";
    private static final Map<String, String> PUBLIC = Map.of(
            "ubuntu-24.04", "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
            "ubuntu-22.04", "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
            "debian-13", "/aws/service/debian/release/13/latest/amd64",
            "debian-12", "/aws/service/debian/release/12/latest/amd64",
            "amazon-linux-2023", "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");

    private final AwsClients clients;
    private final Map<String, String> configured;
    private final List<String> owners;

    /**
     * Images as the accounts of these clients see them.
     *
     * @param configured what aliases mean other than the public ones
     * @param owners accounts whose private AMIs may be named
     */
    MachineImages(AwsClients clients, Map<String, String> configured, List<String> owners) {
        this.clients = clients;
        this.configured = configured;
        this.owners = owners;
    }

    /** The id of the AMI that an image means in a region just now. */
    String imageId(ResourceIdentity identity, String image) {
        if (image.startsWith(AMI)) {
            return named(identity, image);
        }
        String meaning = configured.getOrDefault(image, PUBLIC.get(image));
        if (meaning == null) {
            throw new Permanent(Permanent.Reason.INVALID_SPEC, "There is no image " + image + ".", null);
        }
        return meaning.startsWith(AMI) ? meaning : parameter(identity, image, meaning);
    }

    /** An AMI that the client names: one that anybody may use, or one of the accounts that are listed; the platform's own might hold its secrets. */
    private String named(ResourceIdentity identity, String id) {
        Image image = clients.of(identity).ec2().describeImages(find -> find.imageIds(id)).images().stream()
                .filter(found -> Boolean.TRUE.equals(found.publicLaunchPermissions())
                        || owners.contains(found.ownerId())
                        || found.imageOwnerAlias() != null && owners.contains(found.imageOwnerAlias()))
                .findFirst()
                .orElseThrow(() -> refused("There is no public image " + id + " in the region."));
        refusal(image).ifPresent(why -> {
            throw refused("The image " + id + " " + why);
        });
        return id;
    }

    /**
     * Why an AMI that a client names is none to start: nothing may cost more than plans and quotas say. What AWS charges for is told by the
     * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html">platform details</a>, which an emulator leaves out.
     *
     * @return how the sentence about the image goes on
     */
    static Optional<String> refusal(Image image) {
        if (image.state() != ImageState.AVAILABLE) {
            return Optional.of("is not available.");
        }
        if (image.platform() != null
                || image.platformDetails() != null && !image.platformDetails().equals(WITHOUT_LICENCE)
                || !image.productCodes().isEmpty()) {
            return Optional.of("is not one of Linux without a licence that is paid for.");
        }
        if (image.blockDeviceMappings().stream()
                .anyMatch(device -> device.ebs() != null && !device.deviceName().equals(image.rootDeviceName()))) {
            return Optional.of("brings disks besides its root disk.");
        }
        return Optional.empty();
    }

    private static Permanent refused(String why) {
        return new Permanent(Permanent.Reason.INVALID_SPEC, why, null);
    }

    private String parameter(ResourceIdentity identity, String image, String name) {
        try {
            return clients.of(identity)
                    .ssm()
                    .getParameter(get -> get.name(name))
                    .parameter()
                    .value();
        } catch (ParameterNotFoundException e) {
            throw new Permanent(
                    Permanent.Reason.INVALID_SPEC,
                    "The image " + image + " is not published in the region " + identity.region() + ".",
                    e);
        }
    }
}
