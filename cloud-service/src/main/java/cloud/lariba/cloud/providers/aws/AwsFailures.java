package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one place that says what an error of AWS means for us. The codes are those of the services' API references ("Error codes for the Amazon EC2
 * API", "Amazon S3 error responses", "Common errors" of RDS and IAM).
 */
final class AwsFailures {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** A zone that does not have the type of instance; another one may. */
    private static final String UNSUPPORTED = "Unsupported";

    private static final Set<String> CAPACITY = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientHostCapacity",
            "InsufficientCapacity",
            "InsufficientAddressCapacity",
            "InsufficientVolumeCapacity",
            "InsufficientFreeAddressesInSubnet",
            "InsufficientDBInstanceCapacity",
            "InsufficientStorageClusterCapacity",
            UNSUPPORTED);

    private static final Map<Retryable.Reason, Set<String>> LATER = Map.of(
            Retryable.Reason.THROTTLED,
            Set.of(
                    "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "RequestThrottled",
                    "RequestThrottledException",
                    "RequestLimitExceeded",
                    "TooManyRequestsException",
                    "BandwidthLimitExceeded",
                    "PriorRequestNotComplete",
                    "EC2ThrottledException",
                    "SlowDown"),
            Retryable.Reason.UNAVAILABLE,
            Set.of("InternalError", "InternalFailure", "ServiceUnavailable", "Unavailable", "RequestTimeout"),
            Retryable.Reason.NOT_YET_VISIBLE,
            Set.of(
                    "InvalidInstanceID.NotFound",
                    "InvalidGroup.NotFound",
                    "InvalidGroupId.NotFound",
                    "InvalidSecurityGroupID.NotFound",
                    "InvalidVolume.NotFound",
                    "InvalidKeyPair.NotFound",
                    "IncorrectInstanceState",
                    "IncorrectModificationState",
                    "DependencyViolation",
                    "InvalidDBInstanceState",
                    "InvalidDBInstanceStateFault",
                    "InvalidDBSnapshotState",
                    "InvalidDBSubnetGroupStateFault",
                    "OperationAborted",
                    "DeleteConflict",
                    "ConcurrentModification",
                    "EntityTemporarilyUnmodifiable"),
            Retryable.Reason.CAPACITY,
            CAPACITY);

    /** Credentials that are not there or not valid any more, as happens while they are renewed. */
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "RequestTimeTooSkewed");

    private static final Map<NeedsPerson.Reason, Set<String>> PERSON = Map.of(
            NeedsPerson.Reason.QUOTA,
            Set.of(
                    "InstanceLimitExceeded",
                    "VcpuLimitExceeded",
                    "VolumeLimitExceeded",
                    "VolumeModificationRateExceeded",
                    "MaxIOPSLimitExceeded",
                    "AddressLimitExceeded",
                    "SecurityGroupLimitExceeded",
                    "RulesPerSecurityGroupLimitExceeded",
                    "SecurityGroupsPerInstanceLimitExceeded",
                    "ResourceLimitExceeded",
                    "TooManyBuckets",
                    "LimitExceeded",
                    "InstanceQuotaExceeded",
                    "StorageQuotaExceeded",
                    "SnapshotQuotaExceeded",
                    "DBSubnetGroupQuotaExceeded",
                    "DBSubnetQuotaExceededFault"),
            NeedsPerson.Reason.PERMISSION,
            Set.of(
                    "UnauthorizedOperation",
                    "AccessDenied",
                    "AccessDeniedException",
                    "AllAccessDisabled",
                    "AccountProblem",
                    "AuthFailure",
                    "Blocked",
                    "InvalidAccessKeyId",
                    "InvalidClientTokenId",
                    "MissingAuthenticationToken",
                    "NotSignedUp",
                    "OptInRequired",
                    "PendingVerification",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException"));

    private static final Map<Permanent.Reason, Set<String>> NEVER = Map.of(
            Permanent.Reason.NOT_EMPTY,
            Set.of("BucketNotEmpty"),
            Permanent.Reason.NOT_FOUND,
            Set.of(
                    "NoSuchBucket",
                    "NoSuchKey",
                    "NoSuchEntity",
                    "DBInstanceNotFound",
                    "DBInstanceNotFoundFault",
                    "DBSnapshotNotFound",
                    "DBSnapshotNotFoundFault",
                    "DBSubnetGroupNotFoundFault",
                    "ParameterNotFound"),
            Permanent.Reason.INVALID_STATE,
            Set.of("IdempotentInstanceTerminated", "IncorrectState", "UnsupportedOperation"),
            Permanent.Reason.INVALID_SPEC,
            Set.of(
                    "IdempotentParameterMismatch",
                    "InvalidAMIID.Malformed",
                    "InvalidAMIID.NotFound",
                    "InvalidAMIID.Unavailable",
                    "InvalidArgument",
                    "InvalidBlockDeviceMapping",
                    "InvalidInstanceAttributeValue",
                    "InvalidKey.Format",
                    "InvalidParameterCombination",
                    "InvalidParameterValue",
                    "InvalidPermission.Malformed",
                    "InvalidUserData.Malformed",
                    "MalformedPolicyDocument",
                    "MalformedXML",
                    "StorageTypeNotSupported",
                    "ValidationError"));

    private AwsFailures() {}

    /** What the call answers, its failures as {@link ProviderException}. */
    static <T extends @Nullable Object> T classified(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw classify(e);
        }
    }

    /** The code of an answer of AWS, such as {@code InvalidGroup.NotFound}; empty when it has none. */
    static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    static ProviderException classify(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return withoutAnswer(e);
        }
        String code = code(answer);
        if (CREDENTIALS.contains(code)) {
            return renewed(e);
        }
        if (isStillOptimizing(answer, code)) {
            return later(Retryable.Reason.NOT_YET_VISIBLE, e);
        }
        for (var reason : LATER.entrySet()) {
            if (reason.getValue().contains(code)) {
                return later(reason.getKey(), e);
            }
        }
        for (var reason : PERSON.entrySet()) {
            if (reason.getValue().contains(code)) {
                return person(reason.getKey(), code, e);
            }
        }
        for (var reason : NEVER.entrySet()) {
            if (reason.getValue().contains(code)) {
                return never(reason.getKey(), code, e);
            }
        }
        return byStatus(answer, code);
    }

    /** Whether AWS has no room for it where it is to be. */
    static boolean isOfCapacity(AwsServiceException e) {
        return CAPACITY.contains(code(e));
    }

    /** A failure by a code that was kept: of something that is not tried again, as other places are no use to it. */
    static ProviderException refused(String code, String message) {
        for (var reason : PERSON.entrySet()) {
            if (reason.getValue().contains(code)) {
                return new NeedsPerson(reason.getKey(), message, null);
            }
        }
        return CAPACITY.contains(code) && !code.equals(UNSUPPORTED)
                ? new NeedsPerson(NeedsPerson.Reason.CAPACITY, message, null)
                : new Permanent(Permanent.Reason.INVALID_SPEC, message, null);
    }

    private static ProviderException byStatus(AwsServiceException e, String code) {
        if (e.isThrottlingException() || e.statusCode() == TOO_MANY_REQUESTS) {
            return later(Retryable.Reason.THROTTLED, e);
        }
        if (e.statusCode() >= SERVER_ERRORS || e.statusCode() == TIMEOUT || e.statusCode() == 0) {
            return later(Retryable.Reason.UNAVAILABLE, e);
        }
        if (code.isEmpty()) {
            // An error whose code was lost on the way may be any error; of answers that never have one, whoever asked
            // knows more.
            return later(Retryable.Reason.UNAVAILABLE, e);
        }
        return switch (e.statusCode()) {
            case UNAUTHORIZED, FORBIDDEN -> person(NeedsPerson.Reason.PERMISSION, code, e);
            case NOT_FOUND -> never(Permanent.Reason.NOT_FOUND, code, e);
            default -> never(Permanent.Reason.REJECTED, code, e);
        };
    }

    /** RDS has one code for settings that never go together and for a storage that is still busy with its last growth. */
    private static boolean isStillOptimizing(AwsServiceException e, String code) {
        return code.equals("InvalidParameterCombination")
                && e.awsErrorDetails().errorMessage() != null
                && e.awsErrorDetails().errorMessage().contains("optimiz");
    }

    /** No answer, which includes that the SDK found nothing to sign with just now. */
    private static ProviderException withoutAnswer(SdkException e) {
        return String.valueOf(e.getMessage()).contains("credentials")
                ? renewed(e)
                : later(Retryable.Reason.UNAVAILABLE, e);
    }

    private static Retryable renewed(SdkException e) {
        return new Retryable(
                Retryable.Reason.UNAVAILABLE, "The platform has no valid credentials to call AWS with just now.", e);
    }

    private static Retryable later(Retryable.Reason reason, SdkException e) {
        String message =
                switch (reason) {
                    case THROTTLED -> "AWS asks to call less often.";
                    case UNAVAILABLE -> "AWS does not answer.";
                    case NOT_YET_VISIBLE -> "AWS is still busy with an earlier change.";
                    case CAPACITY -> "AWS has no capacity of this kind just now.";
                };
        return new Retryable(reason, message, e);
    }

    private static NeedsPerson person(NeedsPerson.Reason reason, String code, SdkException e) {
        String message =
                switch (reason) {
                    case QUOTA -> "A quota of the AWS account is used up" + named(code) + ".";
                    case CAPACITY -> "AWS has no capacity of this kind just now" + named(code) + ".";
                    case PERMISSION -> "AWS does not allow the platform to do this" + named(code) + ".";
                    case CONFIGURATION -> "The platform is not set up for this at AWS" + named(code) + ".";
                };
        return new NeedsPerson(reason, message, e);
    }

    private static Permanent never(Permanent.Reason reason, String code, SdkException e) {
        String message =
                switch (reason) {
                    case INVALID_SPEC -> "AWS does not accept the specification" + named(code) + ".";
                    case NOT_FOUND, VANISHED -> "The resource is not there" + named(code) + ".";
                    case NOT_EMPTY -> "The bucket holds objects.";
                    case INVALID_STATE -> "The state of the resource does not allow this" + named(code) + ".";
                    case REJECTED -> "AWS refuses the request" + named(code) + ".";
                };
        return new Permanent(reason, message, e);
    }

    private static String named(String code) {
        return code.isEmpty() ? "" : " (" + code + ")";
    }
}
