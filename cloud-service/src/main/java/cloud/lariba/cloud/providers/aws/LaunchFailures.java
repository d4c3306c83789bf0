package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.StateReason;

/**
 * Why an instance ended while it was being made. EC2 accepts the request and tells the reason only in the terminated instance
 * (<a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html">Troubleshoot instance launch issues</a>).
 */
final class LaunchFailures {

    private LaunchFailures() {}

    /** Throws what the end of this instance means for the attempt that made it. */
    static void explain(Instance ended) {
        throw failure(code(ended));
    }

    private static ProviderException failure(String code) {
        return switch (code) {
            case "Server.InsufficientInstanceCapacity" ->
                new Retryable(Retryable.Reason.CAPACITY, "AWS has no capacity of this kind just now.", null);
            case "Server.InternalError", "Server.SpotInstanceTermination" ->
                new Permanent(
                        Permanent.Reason.REJECTED,
                        "AWS ended the instance while it was being made (" + code + "); ask for it again.",
                        null);
            case "Client.VolumeLimitExceeded" ->
                new NeedsPerson(
                        NeedsPerson.Reason.QUOTA, "A quota of the AWS account is used up (" + code + ").", null);
            // With encrypted disks it means that the key cannot be used ("Instance terminates immediately").
            case "Client.InternalError", "Client.InvalidSnapshot.NotFound" ->
                new NeedsPerson(
                        NeedsPerson.Reason.PERMISSION,
                        "AWS ended the instance while it was being made, as a disk or its KMS key cannot be used ("
                                + code + ").",
                        null);
            default ->
                new Permanent(
                        Permanent.Reason.INVALID_STATE,
                        "The instance was terminated while it was being made"
                                + (code.isEmpty() ? "." : " (" + code + ")."),
                        null);
        };
    }

    private static String code(Instance ended) {
        return Optional.ofNullable(ended.stateReason()).map(StateReason::code).orElse("");
    }
}
