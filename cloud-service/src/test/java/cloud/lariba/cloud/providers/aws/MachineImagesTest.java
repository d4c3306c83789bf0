package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.PlatformValues;

/** Which AMIs a client may name. */
class MachineImagesTest {

    private final Image.Builder image = Image.builder()
            .state(ImageState.AVAILABLE)
            .rootDeviceName("/dev/sda1")
            .platformDetails("Linux/UNIX")
            .blockDeviceMappings(
                    root -> root.deviceName("/dev/sda1").ebs(disk -> disk.volumeSize(8)),
                    ephemeral -> ephemeral.deviceName("/dev/sdb").virtualName("ephemeral0"));

    @Test
    void plainLinuxWithARootDiskIsTaken() {
        assertEquals(Optional.empty(), MachineImages.refusal(image.build()));
        assertEquals(
                Optional.empty(),
                MachineImages.refusal(image.platformDetails(null).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Red Hat Enterprise Linux",
                "SUSE Linux",
                "Ubuntu Pro",
                "SQL Server Standard",
                "Linux with SQL Server Web",
                "Windows"
            })
    void whatAwsChargesForIsRefused(String platform) {
        assertRefused(image.platformDetails(platform), "licence");
    }

    @Test
    void windowsIsRefused() {
        assertRefused(image.platform(PlatformValues.WINDOWS), "Linux");
    }

    @Test
    void whatTheMarketplaceChargesForIsRefused() {
        assertRefused(image.productCodes(code -> code.productCodeId("abc")), "licence");
    }

    @Test
    void anotherDiskIsRefused() {
        assertRefused(
                image.blockDeviceMappings(
                        root -> root.deviceName("/dev/sda1").ebs(disk -> disk.volumeSize(8)),
                        blank -> blank.deviceName("/dev/sdf").ebs(disk -> disk.volumeSize(16_000))),
                "disks");
    }

    @Test
    void anImageThatIsNotReadyIsRefused() {
        assertRefused(image.state(ImageState.PENDING), "available");
    }

    private static void assertRefused(Image.Builder image, String word) {
        assertTrue(MachineImages.refusal(image.build()).orElseThrow().contains(word));
    }
}
