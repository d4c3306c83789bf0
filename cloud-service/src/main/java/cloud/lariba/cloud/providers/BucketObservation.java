package cloud.lariba.cloud.providers;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a provider says about a bucket. */
public sealed interface BucketObservation {

    /** There is none. */
    record Absent() implements BucketObservation {}

    /** It is being made; look again. */
    record Creating() implements BucketObservation {}

    /**
     * It can be used.
     *
     * @param bucket its name at the provider
     * @param region where it is
     * @param endpoint URL of the S3 API
     */
    record Available(String bucket, String region, String endpoint) implements BucketObservation {

        /** The outputs of the service. */
        public Map<String, Object> outputs() {
            Map<String, Object> outputs = new LinkedHashMap<>();
            outputs.put("bucket", bucket);
            outputs.put("region", region);
            outputs.put("endpoint", endpoint);
            return outputs;
        }
    }

    /**
     * It cannot be used and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Failed(String reason) implements BucketObservation {}
}
