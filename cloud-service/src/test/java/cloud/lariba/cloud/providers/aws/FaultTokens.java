package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Client tokens of {@code RunInstances}, see "Ensuring idempotency in Amazon EC2 API requests". */
final class FaultTokens implements FaultStage {

    private static final int REFUSED = 400;

    private record First(Map<String, String> parameters, Future<FaultAnswer> answer) {}

    private final Map<String, First> seen = new HashMap<>();

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        String token = call.parameters().get("ClientToken");
        if (!call.is("ec2 RunInstances") || token == null) {
            return next.apply(call);
        }
        First first = seen.get(token);
        if (first == null) {
            Future<FaultAnswer> answer = next.apply(call);
            seen.put(token, new First(call.parameters(), answer));
            return answer.onComplete(done -> {
                if (done.failed() || !done.result().succeeded()) {
                    seen.remove(token);
                }
            });
        }
        return first.parameters().equals(call.parameters())
                ? first.answer()
                : Future.succeededFuture(FaultAnswer.error(
                        call, REFUSED, "IdempotentParameterMismatch", "Arguments on this idempotent request differ"));
    }
}
