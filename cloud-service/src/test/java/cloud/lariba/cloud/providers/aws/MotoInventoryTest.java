package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InventoryConformance;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.s3.S3Client;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoInventoryTest extends InventoryConformance {

    @Override
    protected Provider provider() {
        return MotoServer.provider();
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Test
    void whatAnotherInstallationMadeIsNotProved() {
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("lariba.providers.aws.installation-id", "another");
        Provider another = AwsSettings.provider(settings);
        ResourceIdentity theirs = someIdentity();
        another.storage()
                .ensureBucket(new BucketSpec(
                        theirs,
                        new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false)));

        List<FoundResource> listed = of(theirs);

        assertEquals(1, listed.size());
        assertEquals(
                List.of(),
                provider().inventory().prove(listed.getFirst()).stream().toList());
        another.storage().delete(theirs);
    }

    @Test
    void aBucketWithoutTagsIsNotProved() {
        ResourceIdentity identity = someIdentity();
        String name = "lrb-" + identity.compactServiceId();
        try (AwsClients clients =
                AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()))) {
            S3Client s3 = clients.inRegion(region()).s3();
            s3.createBucket(create ->
                    create.bucket(name).createBucketConfiguration(where -> where.locationConstraint(region())));

            List<FoundResource> listed = of(identity);

            assertEquals(1, listed.size());
            assertEquals(
                    List.of(),
                    provider().inventory().prove(listed.getFirst()).stream().toList());
            s3.deleteBucket(delete -> delete.bucket(name));
        }
    }
}
