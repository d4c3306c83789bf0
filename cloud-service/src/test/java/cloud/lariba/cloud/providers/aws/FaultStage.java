package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.util.function.Function;

/** Something that AWS does and the emulator does not, put in front of it. Called on one thread only. */
interface FaultStage {

    /** Answers a call, mostly with what the next stage answers. */
    Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next);
}
