package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Databases that take a while to be made, changed and removed, and refuse changes meanwhile. */
final class FaultDatabaseStates implements FaultStage {

    private static final int REFUSED = 400;
    private static final String DELETE = "rds DeleteDBInstance";
    private static final String ID = "DBInstanceIdentifier";
    private static final List<String> NEED_REST =
            List.of("rds ModifyDBInstance", "rds RebootDBInstance", "rds StopDBInstance", "rds CreateDBSnapshot");

    private record Passage(String status, long sinceNanos, Optional<FaultCall> deletion) {

        boolean isOver(Duration time) {
            return System.nanoTime() - sinceNanos >= time.toNanos();
        }
    }

    private final Map<String, Passage> passages = new HashMap<>();
    private volatile Duration time = Duration.ZERO;

    /** How long each change takes, those included that are under way. */
    void changesTake(Duration newTime) {
        time = newTime;
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        if (!call.service().equals("rds")) {
            return next.apply(call);
        }
        for (Map.Entry<String, Passage> one : Map.copyOf(passages).entrySet()) {
            if (one.getValue().isOver(time)) {
                passages.remove(one.getKey());
                Optional<FaultCall> deletion = one.getValue().deletion();
                if (deletion.isPresent()) {
                    return next.apply(deletion.get()).compose(removed -> pass(call, next));
                }
            }
        }
        return current(call, call.parameters().getOrDefault(ID, ""), next);
    }

    private Future<FaultAnswer> current(FaultCall call, String id, Function<FaultCall, Future<FaultAnswer>> next) {
        Passage passage = passages.get(id);
        boolean again = passage != null && passage.deletion().isPresent() && call.is(DELETE);
        boolean early = passage != null && NEED_REST.contains(call.name());
        if (again || early) {
            return Future.succeededFuture(FaultAnswer.error(
                    call, REFUSED, "InvalidDBInstanceState", "The instance is not in the available state"));
        }
        return call.is(DELETE) && time.isPositive()
                ? beginDeletion(call, id, next)
                : next.apply(call).map(answer -> answer.succeeded() ? seen(call, answer, id) : answer);
    }

    /** The emulator removes at once, so it is told of a removal only when that is to be over. */
    private Future<FaultAnswer> beginDeletion(
            FaultCall call, String id, Function<FaultCall, Future<FaultAnswer>> next) {
        Buffer body = Buffer.buffer("Action=DescribeDBInstances&Version=2014-10-31&" + ID + "=" + id);
        return next.apply(FaultCall.of(call.method(), call.uri(), call.headers(), body))
                .map(answer -> {
                    if (!answer.succeeded()) {
                        return answer;
                    }
                    passages.put(id, new Passage("deleting", System.nanoTime(), Optional.of(call)));
                    String told = shown(answer).body().toString().replace("DescribeDBInstances", "DeleteDBInstance");
                    return answer.withBody(Buffer.buffer(told.replaceAll("</?DBInstances>", "")));
                });
    }

    private FaultAnswer seen(FaultCall call, FaultAnswer answer, String id) {
        return switch (call.name()) {
            case "rds CreateDBInstance", "rds RestoreDBInstanceFromDBSnapshot" -> during(answer, id, "creating");
            case "rds ModifyDBInstance" -> during(answer, id, "modifying");
            case "rds DescribeDBInstances" -> passages.isEmpty() ? answer : shown(answer);
            default -> answer;
        };
    }

    private FaultAnswer during(FaultAnswer answer, String id, String status) {
        passages.put(id, new Passage(status, System.nanoTime(), Optional.empty()));
        return shown(answer);
    }

    private FaultAnswer shown(FaultAnswer answer) {
        Document document = FaultXml.read(answer);
        for (Element database : FaultXml.all(document, "DBInstance")) {
            Passage passage = passages.get(FaultXml.text(database, ID));
            if (passage != null) {
                FaultXml.children(database, "DBInstanceStatus")
                        .forEach(status -> status.setTextContent(passage.status()));
                if (passage.status().equals("creating")) {
                    FaultXml.children(database, "Endpoint").forEach(database::removeChild);
                }
            }
        }
        return FaultXml.write(answer, document);
    }
}
