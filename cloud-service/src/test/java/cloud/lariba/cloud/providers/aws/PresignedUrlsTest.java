package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignRequest.Method;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.s3.PresignedUrls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresignedUrlsTest {

    /** The key of the examples in AWS' documentation. */
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static final BucketCredentials KEY = new BucketCredentials(
            "AKIAIOSFODNN7EXAMPLE",
            new Secret(SECRET),
            "lrb-0190",
            AwsSettings.REGION,
            "https://s3.eu-central-1.amazonaws.com");

    /** The example of the page that the check is written from. */
    @Test
    void theCheckAdmitsWhatTheDocumentationSigned() {
        QueryAuthentication example = new QueryAuthentication("https://examplebucket.s3.amazonaws.com/test.txt"
                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
        Instant signedAt = Instant.parse("2013-05-24T00:00:00Z");

        assertTrue(example.admits("GET", Map.of(), SECRET, signedAt));
        assertFalse(example.admits("PUT", Map.of(), SECRET, signedAt));
        assertFalse(example.admits("GET", Map.of(), SECRET + "x", signedAt));
        assertFalse(example.admits("GET", Map.of(), SECRET, signedAt.plusSeconds(86_401)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.txt",
                "a/b/c",
                "with space+plus&ampersand?x=1#y",
                "日本語 ü",
                "/leading",
                "a//b",
                "..",
                "../other/x",
                "%2e%2e",
                "a\"b<c>'d",
                "~-._*!()",
                "a=b;c:d@e,f$g[h]i\\j^k`l{m|n}"
            })
    void theSignatureIsForExactlyThisObject(String key) {
        PresignedUrl url = PresignedUrls.sign(KEY, request(Method.GET, key, null));

        QueryAuthentication signed = new QueryAuthentication(url.url());
        assertEquals("lrb-0190/" + key, signed.path());
        assertEquals("AKIAIOSFODNN7EXAMPLE", signed.accessKeyId());
        assertTrue(signed.admits("GET", url.headers(), SECRET, Instant.now()));
        assertFalse(signed.admits("DELETE", url.headers(), SECRET, Instant.now()));
    }

    @Test
    void anUploadIsForItsContentTypeOnly() {
        PresignedUrl url = PresignedUrls.sign(KEY, request(Method.PUT, "page", "text/html"));

        QueryAuthentication signed = new QueryAuthentication(url.url());
        assertEquals(Map.of("content-type", "text/html"), url.headers());
        assertTrue(signed.admits("PUT", url.headers(), SECRET, Instant.now()));
        assertFalse(signed.admits("PUT", Map.of("content-type", "text/plain"), SECRET, Instant.now()));
        assertFalse(signed.admits("PUT", Map.of(), SECRET, Instant.now()));
    }

    @Test
    void aUrlEndsInTime() {
        Instant before = Instant.now();

        PresignedUrl url = PresignedUrls.sign(KEY, request(Method.GET, "one", null));

        QueryAuthentication signed = new QueryAuthentication(url.url());
        assertTrue(signed.admits("GET", Map.of(), SECRET, before.plusSeconds(50)));
        assertFalse(signed.admits("GET", Map.of(), SECRET, url.expiresAt().plusSeconds(1)));
    }

    @Test
    void noCallIsMadeAndNoSecretIsTold() {
        List<Calls.Call> calls = Calls.during(() -> {
            PresignedUrl url = PresignedUrls.sign(KEY, request(Method.GET, "one", null));
            assertFalse(url.url().contains(SECRET));
        });

        assertTrue(calls.stream().noneMatch(Calls.Call::changes));
    }

    private static PresignRequest request(Method method, String key, @Nullable String type) {
        return new PresignRequest(method, key, Duration.ofMinutes(1), type);
    }
}
