package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class AwsFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded, 503, Retryable, throttled",
        "Throttling, 400, Retryable, throttled",
        "SlowDown, 503, Retryable, throttled",
        "SomethingNew, 429, Retryable, throttled",
        "InternalError, 500, Retryable, unavailable",
        "ServiceUnavailable, 503, Retryable, unavailable",
        "SomethingNew, 502, Retryable, unavailable",
        "RequestTimeout, 400, Retryable, unavailable",
        "InvalidInstanceID.NotFound, 400, Retryable, not_yet_visible",
        "InvalidGroup.NotFound, 400, Retryable, not_yet_visible",
        "DependencyViolation, 400, Retryable, not_yet_visible",
        "InvalidDBInstanceState, 400, Retryable, not_yet_visible",
        "OperationAborted, 409, Retryable, not_yet_visible",
        "InsufficientInstanceCapacity, 500, Retryable, capacity",
        "InsufficientDBInstanceCapacity, 400, Retryable, capacity",
        "VcpuLimitExceeded, 400, NeedsPerson, quota",
        "InstanceQuotaExceeded, 400, NeedsPerson, quota",
        "TooManyBuckets, 400, NeedsPerson, quota",
        "UnauthorizedOperation, 403, NeedsPerson, permission",
        "AccessDenied, 403, NeedsPerson, permission",
        "ExpiredToken, 400, Retryable, unavailable",
        "RequestExpired, 400, Retryable, unavailable",
        "SomethingNew, 403, NeedsPerson, permission",
        "BucketNotEmpty, 409, Permanent, not_empty",
        "NoSuchBucket, 404, Permanent, not_found",
        "DBInstanceNotFound, 404, Permanent, not_found",
        "SomethingNew, 404, Permanent, not_found",
        "IncorrectInstanceState, 400, Retryable, not_yet_visible",
        "IdempotentInstanceTerminated, 400, Permanent, invalid_state",
        "VolumeModificationRateExceeded, 400, NeedsPerson, quota",
        "InvalidInstanceAttributeValue, 400, Permanent, invalid_spec",
        "InvalidParameterCombination, 400, Permanent, invalid_spec",
        "InvalidParameterValue, 400, Permanent, invalid_spec",
        "InvalidAMIID.NotFound, 400, Permanent, invalid_spec",
        "SomethingNew, 400, Permanent, rejected",
        "SomethingNew, 409, Permanent, rejected",
    })
    void anErrorOfAwsHasOneMeaning(String code, int status, String kind, String reason) {
        ProviderException failure = AwsFailures.classify(error(code, status));

        assertEquals(kind, failure.getClass().getSimpleName());
        assertEquals(reason, failure.reason());
    }

    @Test
    void whatAwsSaysIsForLogsOnly() {
        ProviderException failure = AwsFailures.classify(error("UnauthorizedOperation", 403));

        assertFalse(String.valueOf(failure.getMessage()).contains("arn:"), failure.getMessage());
    }

    @Test
    void anAnswerWithoutACodeIsJudgedByItsStatus() {
        ProviderException failure = AwsFailures.classify(
                Ec2Exception.builder().statusCode(503).message("busy").build());

        assertEquals("unavailable", failure.reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409})
    void anErrorThatArrivesInPartMayBeAnyError(int status) {
        ProviderException failure =
                AwsFailures.classify(Ec2Exception.builder().statusCode(status).build());

        assertEquals("unavailable", failure.reason());
    }

    @Test
    void noAnswerMayBeOneLater() {
        assertEquals(
                "unavailable",
                AwsFailures.classify(SdkClientException.create("Unable to execute HTTP request: reset"))
                        .reason());
        assertEquals(
                "unavailable",
                AwsFailures.classify(ApiCallTimeoutException.create(1000)).reason());
    }

    @Test
    void withoutCredentialsItIsTriedAgain() {
        ProviderException failure = assertThrows(
                ProviderException.Retryable.class,
                () -> AwsFailures.classified(() -> {
                    throw SdkClientException.create(
                            "Unable to load credentials from any of the providers in the chain");
                }));

        assertEquals("unavailable", failure.reason());
        assertTrue(String.valueOf(failure.getMessage()).contains("credentials"), failure.getMessage());
    }

    @Test
    void aStorageThatIsStillBusyWithItsLastGrowthMayGrowLater() {
        ProviderException failure = AwsFailures.classify(Ec2Exception.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidParameterCombination")
                        .errorMessage("You can't currently modify the storage: it is in storage-optimization")
                        .build())
                .build());

        assertEquals("not_yet_visible", failure.reason());
    }

    private static AwsServiceException error(String code, int status) {
        return Ec2Exception.builder()
                .statusCode(status)
                .message("arn:aws:iam::123456789012:user/x is not allowed")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("arn:aws:iam::123456789012:user/x is not allowed")
                        .build())
                .build();
    }
}
