package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.FULL;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.PLAIN;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.exists;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The process dies before, or after, each of the calls that a piece of work makes; the same work, done again, ends as if nothing had happened. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class AwsStorageCrashTest {

    /** To which every user without a key is one that was left behind. */
    private final StorageProvider storage = EnforcingMoto.provider(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)))
            .storage();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void makingABucketIsFinishedByTheNextCall(boolean afterTheCall) {
        int died = dyingAtEveryCall(
                afterTheCall, identity -> {}, identity -> storage.ensureBucket(spec(identity, FULL)), identity -> {
                    assertInstanceOf(BucketObservation.Available.class, storage.observe(identity));
                    assertEquals(List.of(), Calls.changesDuring(() -> storage.ensureBucket(spec(identity, FULL))));
                });

        assertTrue(died > 15);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emptyingABucketIsFinishedByTheNextCall(boolean afterTheCall) {
        BucketSettings versioned = new BucketSettings(true, "aes256", List.of(), List.of(), false);
        int died = dyingAtEveryCall(
                afterTheCall,
                identity -> {
                    storage.ensureBucket(spec(identity, versioned));
                    fill(identity);
                },
                identity -> assertTrue(storage.empty(identity, Instant.MAX, 100)),
                identity -> assertTrue(storage.isEmpty(identity)));

        assertTrue(died >= 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void issuingAKeyIsFinishedByTheNextCall(boolean afterTheCall) {
        int died = dyingAtEveryCall(
                afterTheCall,
                identity -> storage.ensureBucket(spec(identity, PLAIN)),
                identity -> {
                    BucketCredentials key = storage.issueCredentials(identity, "app");
                    assertEquals(List.of(key.accessKeyId()), storage.accessKeys(identity));
                },
                identity -> assertEquals(1, users(identity)));

        assertTrue(died > 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void revokingAKeyIsFinishedByTheNextCall(boolean afterTheCall) {
        Map<ResourceIdentity, String> keys = new HashMap<>();
        int died = dyingAtEveryCall(
                afterTheCall,
                identity -> {
                    storage.ensureBucket(spec(identity, PLAIN));
                    keys.put(identity, storage.issueCredentials(identity, "app").accessKeyId());
                    storage.issueCredentials(identity, "other");
                },
                identity -> storage.revokeCredentials(identity, keys.getOrDefault(identity, "")),
                identity -> assertEquals(1, users(identity)));

        assertTrue(died > 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deletingABucketIsFinishedByTheNextCall(boolean afterTheCall) {
        int died = dyingAtEveryCall(
                afterTheCall,
                identity -> {
                    storage.ensureBucket(spec(identity, PLAIN));
                    storage.issueCredentials(identity, "one");
                    storage.issueCredentials(identity, "two");
                },
                identity -> storage.delete(identity),
                identity -> {
                    assertFalse(exists(EnforcingMoto.s3(), Tags.nameOf(identity)));
                    assertEquals(0, users(identity));
                });

        assertTrue(died > 8);
    }

    private int dyingAtEveryCall(
            boolean afterTheCall,
            Consumer<ResourceIdentity> given,
            Consumer<ResourceIdentity> work,
            Consumer<ResourceIdentity> then) {
        int call = 0;
        while (true) {
            ResourceIdentity identity = someIdentity();
            given.accept(identity);
            Runnable run = () -> work.accept(identity);
            boolean died = afterTheCall ? Calls.dyingAfter(call, run) : Calls.dyingBefore(call, run);
            if (died) {
                run.run();
            }
            then.accept(identity);
            if (!died) {
                return call;
            }
            call++;
        }
    }

    private void fill(ResourceIdentity identity) {
        String bucket = Tags.nameOf(identity);
        S3Client s3 = EnforcingMoto.s3();
        s3.putObject(put -> put.bucket(bucket).key("one"), RequestBody.fromString("first"));
        s3.putObject(put -> put.bucket(bucket).key("one"), RequestBody.fromString("second"));
        s3.deleteObject(delete -> delete.bucket(bucket).key("one"));
        s3.createMultipartUpload(create -> create.bucket(bucket).key("big"));
        s3.createMultipartUpload(create -> create.bucket(bucket).key("bigger"));
    }

    private static int users(ResourceIdentity identity) {
        return EnforcingMoto.iam()
                .listUsers(list -> list.pathPrefix("/lariba/tests/" + identity.compactServiceId() + "/"))
                .users()
                .size();
    }
}
