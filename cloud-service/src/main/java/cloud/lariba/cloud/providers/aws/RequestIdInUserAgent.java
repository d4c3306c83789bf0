package cloud.lariba.cloud.providers.aws;

import cloud.lariba.problem.RequestId;
import org.jboss.logging.MDC;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Names our request, or the operation that works on it, in the user agent, so that CloudTrail tells which call of ours led to which of AWS. */
final class RequestIdInUserAgent implements ExecutionInterceptor {

    private static final String NAME = "lariba";

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof AwsRequest request) || !(MDC.get(RequestId.MDC_KEY) instanceof String id)) {
            return context.request();
        }
        AwsRequestOverrideConfiguration.Builder override = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        return request.toBuilder()
                .overrideConfiguration(override.addApiName(
                                ApiName.builder().name(NAME).version(id).build())
                        .build())
                .build();
    }
}
