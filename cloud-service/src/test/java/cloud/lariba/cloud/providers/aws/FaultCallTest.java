package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls are recognised. */
class FaultCallTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /, ListBuckets",
        "PUT, /bucket, CreateBucket",
        "HEAD, /bucket/, HeadBucket",
        "DELETE, /bucket, DeleteBucket",
        "GET, /bucket?list-type=2, ListObjectsV2",
        "GET, /bucket?versions&max-keys=9, ListObjectVersions",
        "GET, /bucket?uploads, ListMultipartUploads",
        "POST, /bucket?delete, DeleteObjects",
        "PUT, /bucket?versioning, PutBucketVersioning",
        "PUT, /bucket?lifecycle, PutBucketLifecycleConfiguration",
        "DELETE, /bucket?cors=, DeleteBucketCors",
        "PUT, /bucket?publicAccessBlock, PutPublicAccessBlock",
        "PUT, /bucket/a/b, PutObject",
        "GET, /bucket/a?x-id=GetObject, GetObject",
        "PUT, /bucket/a?partNumber=1&uploadId=u, UploadPart",
        "POST, /bucket/a?uploads, CreateMultipartUpload",
        "DELETE, /bucket/a?uploadId=u, AbortMultipartUpload",
        "GET, /bucket/a?tagging, GetObjectTagging"
    })
    void callsOfS3AreNamedByTheirForm(String method, String uri, String action) {
        FaultCall call = call(HttpMethod.valueOf(method), uri, "s3", "");

        assertEquals("s3 " + action, call.name());
    }

    @Test
    void callsOfTheQueryProtocolNameThemselves() {
        FaultCall call = call(HttpMethod.POST, "/", "ec2", "Action=RunInstances&ClientToken=a%2Bb&Version=2016-11-15");

        assertEquals("ec2 RunInstances", call.name());
        assertEquals("a+b", call.parameters().get("ClientToken"));
        assertEquals("key", call.signer());
    }

    @Test
    void callsWithATargetAreNamedByIt() {
        MultiMap headers = signed("ssm").set("X-Amz-Target", "AmazonSSM.GetParameter");

        assertEquals(
                "ssm GetParameter",
                FaultCall.of(HttpMethod.POST, "/", headers, Buffer.buffer("{}")).name());
    }

    @Test
    void aPresignedUrlIsACallOfS3WithoutASigner() {
        String uri = "/bucket/a?X-Amz-Credential=key%2F20260101%2Feu-central-1%2Fs3%2Faws4_request";
        FaultCall call = FaultCall.of(HttpMethod.GET, uri, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

        assertEquals("s3 GetObject", call.name());
        assertEquals("", call.signer());
    }

    private static FaultCall call(HttpMethod method, String uri, String service, String body) {
        return FaultCall.of(method, uri, signed(service), Buffer.buffer(body));
    }

    private static MultiMap signed(String service) {
        return MultiMap.caseInsensitiveMultiMap()
                .set(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=key/20260101/eu-central-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }
}
