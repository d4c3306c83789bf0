package cloud.lariba.cloud.providers.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of the platform and how to talk about it.
 *
 * @param s3 the client of its region
 * @param name its name
 * @param region where it is
 * @param account the account that owns it; every call names it, so that a bucket of somebody else is refused by S3 itself
 */
record OwnBucket(S3Client s3, String name, String region, String account) {

    /** The bucket in policies. */
    String arn() {
        return Policies.partition(region) + ":s3:::" + name;
    }

    /**
     * What one of the bucket's configurations is.
     *
     * @param absent the code with which S3 says that there is none
     */
    static <T> Optional<T> configured(String absent, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (S3Exception e) {
            if (AwsFailures.code(e).equals(absent)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
