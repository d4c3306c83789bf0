package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.crash.World;
import io.vertx.core.Future;
import java.util.function.Function;

/** Tells what is called, and ends calls that are not to go on. */
final class FaultListener implements FaultStage {

    private final World.Calls calls;

    FaultListener(World.Calls calls) {
        this.calls = calls;
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        String name = "aws " + call.name();
        return FaultProxy.aside(() -> calls.arrives(name))
                .compose(occurrence -> next.apply(call)
                        .compose(answer -> FaultProxy.aside(() -> {
                            calls.done(name, occurrence);
                            return answer;
                        })));
    }
}
