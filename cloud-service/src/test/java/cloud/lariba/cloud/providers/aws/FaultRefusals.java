package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Calls that AWS refuses, or answers, as a test says, which the emulator would grant or answer otherwise. */
final class FaultRefusals implements FaultStage {

    private static final int ANSWERED = 200;
    private static final int REFUSED = 400;

    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    /** From now on calls of this name are refused with this code. */
    void refuse(String name, String code) {
        refused.put(name, code);
    }

    /** From now on calls of this name have this answer, and no effect. */
    void answer(String name, String xml) {
        answered.put(name, xml);
    }

    void grant(String name) {
        refused.remove(name);
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        String xml = answered.get(call.name());
        if (xml != null) {
            return Future.succeededFuture(new FaultAnswer(
                    ANSWERED, MultiMap.caseInsensitiveMultiMap().set("Content-Type", "text/xml"), Buffer.buffer(xml)));
        }
        String code = refused.get(call.name());
        return code == null
                ? next.apply(call)
                : Future.succeededFuture(FaultAnswer.error(call, REFUSED, code, "The test says so"));
    }
}
