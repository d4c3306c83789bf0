package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Classifies what the S3 server answers, and what keeps it from answering. */
final class S3Failures {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int SLOW_DOWN = 503;

    private S3Failures() {}

    /** What the call answers, its failures as {@link ProviderException}. */
    static <T extends @Nullable Object> T classified(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw classify(e);
        } catch (UncheckedIOException e) {
            throw noAnswer(e);
        }
    }

    private static ProviderException noAnswer(RuntimeException e) {
        return new Retryable(Retryable.Reason.UNAVAILABLE, "The S3 server does not answer.", e);
    }

    static boolean isMissing(S3Exception e) {
        return e.statusCode() == NOT_FOUND;
    }

    private static ProviderException classify(SdkException e) {
        if (!(e instanceof S3Exception answer)) {
            return noAnswer(e);
        }
        String code =
                answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
        if ("BucketNotEmpty".equals(code)) {
            return new Permanent(Permanent.Reason.NOT_EMPTY, "The bucket holds objects.", e);
        }
        return switch (answer.statusCode()) {
            case FORBIDDEN ->
                new NeedsPerson(
                        NeedsPerson.Reason.PERMISSION, "The S3 server refuses the platform's own access key.", e);
            case NOT_FOUND -> new Permanent(Permanent.Reason.NOT_FOUND, "The bucket is not there.", e);
            case TOO_MANY_REQUESTS, SLOW_DOWN ->
                new Retryable(Retryable.Reason.THROTTLED, "The S3 server asks to slow down.", e);
            default ->
                answer.statusCode() >= SERVER_ERRORS
                        ? new Retryable(Retryable.Reason.UNAVAILABLE, "The S3 server failed.", e)
                        : new Permanent(Permanent.Reason.REJECTED, "The S3 server refuses the request.", e);
        };
    }
}
