package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeModificationState;

/** The disks that instances boot from. */
final class RootDisks {

    private static final Set<String> TOO_SOON = Set.of("VolumeModificationRateExceeded", "IncorrectModificationState");
    private static final String GROWN_LATER = "AWS lets a disk grow once in six hours; ask again then.";
    private static final Duration BETWEEN_GROWTHS = Duration.ofHours(6);

    private final AwsClients clients;

    RootDisks(AwsClients clients) {
        this.clients = clients;
    }

    /** Its size in GB. */
    int gb(ResourceIdentity identity, Instance instance) {
        return disk(identity, instance).size();
    }

    /**
     * Lets the disk grow if it is smaller, while the instance runs on; the file system follows at the next boot.
     *
     * @throws NeedsPerson {@code quota} when EC2 changed the disk in the last six hours: it does so once in that time
     */
    void ensure(ResourceIdentity identity, Instance instance, int gb) {
        Volume disk = disk(identity, instance);
        if (disk.size() < gb) {
            grow(identity, disk.volumeId(), gb);
        }
    }

    private void grow(ResourceIdentity identity, String volume, int gb) {
        try {
            clients.of(identity)
                    .ec2()
                    .modifyVolume(modify -> modify.volumeId(volume).size(gb));
        } catch (Ec2Exception e) {
            if (!TOO_SOON.contains(AwsFailures.code(e))) {
                throw e;
            }
            Optional<VolumeModification> last = lastModification(identity, volume);
            if (last.filter(begun -> isUnderWay(begun, gb)).isEmpty()) {
                throw new NeedsPerson(NeedsPerson.Reason.QUOTA, grownAgain(last.map(VolumeModification::startTime)), e);
            }
        }
    }

    /** Whether it is what an earlier call, of which no answer came, has begun; the disk tells its new size only a while later. */
    private static boolean isUnderWay(VolumeModification begun, int gb) {
        return begun.modificationState() != VolumeModificationState.FAILED
                && begun.targetSize() != null
                && begun.targetSize() >= gb;
    }

    private Optional<VolumeModification> lastModification(ResourceIdentity identity, String volume) {
        try {
            return clients
                    .of(identity)
                    .ec2()
                    .describeVolumesModifications(find -> find.volumeIds(volume))
                    .volumesModifications()
                    .stream()
                    .filter(modification -> modification.startTime() != null)
                    .max(Comparator.comparing(VolumeModification::startTime));
        } catch (Ec2Exception e) {
            return Optional.empty();
        }
    }

    /** When the disk may grow again ("Requirements for Amazon EBS volume modifications", Amazon EBS User Guide). */
    private static String grownAgain(Optional<Instant> last) {
        return last.map(begun -> "AWS lets a disk grow once in six hours; ask again after "
                        + begun.plus(BETWEEN_GROWTHS).truncatedTo(ChronoUnit.SECONDS) + ".")
                .orElse(GROWN_LATER);
    }

    private Volume disk(ResourceIdentity identity, Instance instance) {
        return clients
                .of(identity)
                .ec2()
                .describeVolumes(find -> find.filters(Tags.filter("attachment.instance-id", instance.instanceId())))
                .volumes()
                .stream()
                .filter(volume -> volume.attachments().stream()
                        .anyMatch(attachment -> attachment.device() != null
                                && attachment.device().equals(instance.rootDeviceName())))
                .findFirst()
                .orElseThrow(() -> new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE, "The instance's disk does not show yet.", null));
    }
}
