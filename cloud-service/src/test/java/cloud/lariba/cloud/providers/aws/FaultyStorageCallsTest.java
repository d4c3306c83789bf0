package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.FULL;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.exists;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.tags;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** The life of a bucket in which every call of S3 and IAM goes wrong in one way, once. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyStorageCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FaultPlan.Each faults = new FaultPlan.Each();

    @RegisterExtension
    final FaultNetwork network = FaultNetwork.plannedEnforcing(faults);

    private final StorageProvider storage =
            FaultRetries.around(StorageProvider.class, network.provider().storage());
    private final S3Client s3 = EnforcingMoto.s3();
    private final IamClient iam = EnforcingMoto.iam();
    private final ResourceIdentity identity = someIdentity();
    private final String bucket = Tags.nameOf(identity);

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void aBucketIsMadeUsedAndRemovedAllTheSame(Fault fault) {
        faults.begin(fault);
        storage.ensureBucket(spec(identity, FULL));

        assertInstanceOf(BucketObservation.Available.class, storage.observe(identity));
        assertEquals("tests", tags(s3, bucket).get(Tags.INSTALLATION));
        assertEquals(
                BucketVersioningStatus.ENABLED,
                s3.getBucketVersioning(get -> get.bucket(bucket)).status());

        faults.begin(fault);
        BucketCredentials first = storage.issueCredentials(identity, "first");
        BucketCredentials second = storage.issueCredentials(identity, "second");
        assertEquals(
                List.of(first.accessKeyId(), second.accessKeyId()).stream()
                        .sorted()
                        .toList(),
                storage.accessKeys(identity).stream().sorted().toList());
        assertEquals(2, users().size());

        faults.begin(fault);
        storage.revokeCredentials(identity, first.accessKeyId());
        assertEquals(List.of(second.accessKeyId()), storage.accessKeys(identity));

        s3.putObject(put -> put.bucket(bucket).key("one"), RequestBody.fromString("x"));
        s3.createMultipartUpload(create -> create.bucket(bucket).key("begun"));
        faults.begin(fault);
        assertFalse(storage.isEmpty(identity));
        await().atMost(PATIENCE).until(() -> storage.empty(identity, Instant.MAX, 100));
        storage.delete(identity);

        assertInstanceOf(BucketObservation.Absent.class, storage.observe(identity));
        assertFalse(exists(s3, bucket));
        assertEquals(List.of(), users());
        assertTrue(network.proxy().calls().stream().anyMatch(call -> call.name().startsWith("iam")));
    }

    private List<User> users() {
        return iam.listUsers(list -> list.pathPrefix("/lariba/tests/" + identity.compactServiceId() + "/"))
                .users();
    }
}
