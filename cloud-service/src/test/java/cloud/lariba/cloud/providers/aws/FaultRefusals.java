package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Calls that AWS refuses as a test says, which the emulator would grant. */
final class FaultRefusals implements FaultStage {

    private static final int REFUSED = 400;

    private final Map<String, String> refused = new ConcurrentHashMap<>();

    /** From now on calls of this name are refused with this code. */
    void refuse(String name, String code) {
        refused.put(name, code);
    }

    void grant(String name) {
        refused.remove(name);
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        String code = refused.get(call.name());
        return code == null
                ? next.apply(call)
                : Future.succeededFuture(FaultAnswer.error(call, REFUSED, code, "The test says so"));
    }
}
