package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageConformance;
import cloud.lariba.cloud.providers.StorageProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LocalStorageTest extends StorageConformance {

    private static final String SYSTEM_BUCKET = "lariba-system";

    private final StorageProvider storage = new LocalStorage(LocalServers.s3());
    private final S3Client administrator = S3Clients.administrator(LocalServers.s3());

    @AfterEach
    void close() {
        administrator.close();
    }

    @Override
    protected StorageProvider storage() {
        return storage;
    }

    @Override
    protected String region() {
        return "local";
    }

    @Test
    void theSameNameGivesTheSameKeyAgain() {
        ResourceIdentity identity = someBucket();

        BucketCredentials first = storage.issueCredentials(identity, "v1");
        BucketCredentials again = storage.issueCredentials(identity, "v1");

        assertEquals(first, again);
    }

    @Test
    void aKeyWhoseIssueWasCutShortIsIssuedByTheNextCall() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage.issueCredentials(identity, "app");
        administrator.deleteObject(delete -> delete.bucket(SYSTEM_BUCKET).key("keys/" + key.accessKeyId()));

        BucketCredentials again = storage.issueCredentials(identity, "app");

        put(again, "works", "content");
        assertEquals(key, again);
    }

    @Test
    void aRevocationThatWasCutShortIsFinishedByTheNextCall() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage.issueCredentials(identity, "app");
        administrator.deleteObject(delete -> delete.bucket(SYSTEM_BUCKET).key("keys/" + key.accessKeyId()));

        storage.revokeCredentials(identity, key.accessKeyId());

        assertEquals(List.of(), storage.accessKeys(identity));
    }

    @Test
    void aDeletionThatWasCutShortIsFinishedByTheNextCall() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage.issueCredentials(identity, "app");
        administrator.deleteBucket(delete -> delete.bucket(key.bucket()));

        storage.delete(identity);

        assertEquals(List.of(), storage.accessKeys(identity));
        awaitDenied(key);
    }

    @Test
    void aBucketKeyDoesNotSeeWhereKeysAreKept() {
        BucketCredentials key = storage.issueCredentials(someBucket(), "app");

        try (S3Client s3 = client(key)) {
            S3Exception refused =
                    assertThrows(S3Exception.class, () -> s3.listObjectsV2(list -> list.bucket(SYSTEM_BUCKET)));
            assertEquals(403, refused.statusCode());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainLater() throws IOException {
        StorageProvider nobody = new LocalStorage(at(URI.create("http://127.0.0.1:" + closedPort())));

        Retryable failed = assertThrows(Retryable.class, () -> nobody.observe(someIdentity()));

        assertEquals("unavailable", failed.reason());
    }

    @Test
    void aServerThatRefusesThePlatformNeedsAPerson() {
        LocalServers.S3Settings right = LocalServers.s3();
        StorageProvider stranger = new LocalStorage(
                new LocalServers.S3Settings(right.endpoint(), right.accessKey(), "wrong", right.keyMaster()));

        NeedsPerson failed = assertThrows(NeedsPerson.class, () -> stranger.accessKeys(someIdentity()));

        assertEquals("permission", failed.reason());
    }

    private static LocalServers.S3Settings at(URI endpoint) {
        LocalServers.S3Settings right = LocalServers.s3();
        return new LocalServers.S3Settings(endpoint, right.accessKey(), right.secretKey(), right.keyMaster());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
