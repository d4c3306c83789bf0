package cloud.lariba.cloud.providers.s3;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Response;

/** What an S3 server says of time. Its clock shows whole seconds, so moments are compared as those. */
public final class S3Time {

    private static final String DATE = "Date";

    private S3Time() {}

    /**
     * When the server answered, by its own clock (RFC 9110, section 6.6.1).
     *
     * @throws IllegalStateException when the answer does not say
     */
    public static Instant of(S3Response answer) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader(DATE)
                .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                .orElseThrow(() -> new IllegalStateException("The S3 server does not say when it answered."));
    }

    /** Whether this was written in no later second than that; what has no time was. */
    public static boolean isUntil(Instant limit, @Nullable Instant written) {
        return written == null || !written.truncatedTo(ChronoUnit.SECONDS).isAfter(limit);
    }
}
